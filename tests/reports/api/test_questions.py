"""Questions as software reads them: what was published, every edit, and nothing of who asked or when."""

from microacquisition.common.bilingual import Bilingual
from tests.asking import ANSWER, ASKED, ask_as, publish_as
from tests.builders import People, make_open
from tests.reports.api.reading import ask, read, read_problem


def test_what_was_published_is_told_with_its_edits_and_nothing_of_the_asker(people: People) -> None:
    opportunity = make_open(people)
    question, waiting = ask_as(people.stranger, opportunity), ask_as(people.suppliers[0], opportunity)
    assert read("questions")["items"] == []
    publish_as(people.officer, question, "refuse_question", because="protected", answer=Bilingual())
    (said,) = read("questions")["items"]
    assert (said["unanswered"]["code"], said["answer"], said["edits"]) == (
        "protected",
        {"en": None, "fr": None},
        [],
    )
    why = Bilingual("It may be said after all.", "On peut finalement le dire.")
    publish_as(people.officer, question, "edit_answer", reason=why)
    (said,) = read(f"questions?opportunity={opportunity}")["items"]
    assert (said["question"]["en"], said["answer"]) == (ASKED, {"en": ANSWER.en, "fr": ANSWER.fr})
    assert said["unanswered"] is None and said["edits"][0]["reason"]["fr"] == why.fr
    assert said["edits"][0]["changes"][0]["after"]["en"] == ANSWER.en
    publish_as(people.officer, waiting)
    items = read("questions?per_page=1&page=2")["items"]
    assert read(f"opportunities/{opportunity}")["questions"][1] == items[0] == said
    told = [each["code"] for each in read("changes")["items"]]
    assert told == ["posted", "not_answered", "answer_edited", "answered"]
    text = ask("questions").content.decode() + ask(f"opportunities/{opportunity}").content.decode()
    assert people.stranger.name not in text and str(people.stranger.pk) not in text and "asked" not in said
    read_problem("questions?opportunity=MA-1999-0001", 404)
