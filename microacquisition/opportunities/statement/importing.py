"""Imports the pilot's Markdown pairs as statements being drafted; all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.statement.models import (
    AcceptanceCriterion,
    ApplicationCriterion,
    ListedText,
    RequiredSkill,
    Statement,
)
from microacquisition.opportunities.statement.post_body import Row
from microacquisition.opportunities.statement.post_format import (
    Post,
    PostError,
    Unplaced,
    check_pair,
    read_post,
)
from microacquisition.opportunities.statement.saving import lock_draft, record_save, write_draft
from microacquisition.people.models import Team, User
from microacquisition.process.rules.eligibility import QUESTIONS, Answer
from microacquisition.process.skills import find_skills_in
from microacquisition.site.text_rules import refuse_unfit_text

LONGEST_FILE = 200_000  # bytes
LOCAL_MINUTE = "%Y-%m-%dT%H:%M"
VETTED = "Answered when the post was written; see the imported statement."


@dataclass(frozen=True)
class ImportFor:
    """Under which program, for whom, by whom."""

    programme_code: str
    team: Team
    client: User
    officer: User


@dataclass
class ImportReport:
    """What was made, and every line that found no place."""

    opportunities: list[Opportunity] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


def import_folder(folder: Path, importing: ImportFor) -> ImportReport:
    """Make an opportunity in DRAFTING of each pair of posts under `folder`, in one transaction.

    Raises PostError (file, field, why) for a post that cannot be read and NotYours or Refused where the people given
    may not ask or accept; in all of them nothing is changed.
    """
    report = ImportReport()
    pairs = read_pairs(_read_folder(folder), report)
    with transaction.atomic():
        for english, french in pairs:
            check_pair(english, french)
            report.unplaced += english.unplaced + french.unplaced
            report.opportunities.append(_import_pair(english, french, importing, report))
    return report


def read_pairs(files: Mapping[str, bytes], report: ImportReport) -> list[tuple[Post, Post]]:
    """Return the (English, French) posts among the files by `ref`; PostError, also where one of the two is missing."""
    found: dict[str, dict[str, Post]] = {}
    for name, content in files.items():
        post = read_post(name, _read_text(name, content))
        if post is None:
            report.unplaced.append(Unplaced(name, 1, "", "a template that nobody filled in: left out"))
            continue
        _check_texts(post)
        pair = found.setdefault(post.ref, {})
        if post.language in pair:
            words = Words(
                en=f"is also the one of {pair[post.language].file}, in the same language.",
                fr=f"est aussi celui de {pair[post.language].file}, dans la même langue.",
            )
            raise PostError(name, "ref", words)
        pair[post.language] = post
    for pair in found.values():
        if len(pair) < 2:
            only = next(iter(pair.values()))
            raise PostError(
                only.file,
                "ref",
                Words(en="has no file in the other language.", fr="n’a pas de fichier dans l’autre langue."),
            )
    return [(pair["en"], pair["fr"]) for pair in found.values()]


def _import_pair(english: Post, french: Post, importing: ImportFor, report: ImportReport) -> Opportunity:
    answers = {
        question.code: Answer(question.good_answer, VETTED if question.needs_explanation else "")
        for question in QUESTIONS
    }
    language = importing.client.language
    read = english if language == "en" else french
    asked = {
        "team": importing.team, "programme_code": importing.programme_code, "title": read.title,
        "need": read.short_description, "estimated_hours": None, "answers": answers,
    }  # fmt: skip
    taken = take_step("request", opportunity_id=None, user=importing.client, language=language, given=asked)
    take_step("accept_request", opportunity_id=taken.opportunity_id, user=importing.officer)
    statement = lock_draft(taken.opportunity_id, importing.client)
    languages = write_draft(statement, lambda target: fill_statement(target, english, french, report))
    record_save(
        statement, importing.client, "en", "import_statement", languages, {"ref": _code_of(english.ref)}
    )
    return statement.opportunity


def fill_statement(statement: Statement, english: Post, french: Post, report: ImportReport) -> None:
    """Write what a pair of posts says into an empty statement; its own row and its opportunity's are left to be saved."""
    for language, post in (("en", english), ("fr", french)):
        setattr(statement.opportunity, f"title_{language}", post.title)
        setattr(statement, f"short_description_{language}", post.short_description)
        for part in ("background", "work", "acceptance"):
            setattr(statement, f"{part}_{language}", getattr(post.body, part))
    zone = statement.opportunity.programme.zone
    statement.price_cents = english.price_cents
    statement.closes_at, statement.delivery_at = english.closes_at, english.delivery_at
    statement.closes_local = local_time(english.closes_at, zone).strftime(LOCAL_MINUTE)
    statement.delivery_local = local_time(english.delivery_at, zone).strftime(LOCAL_MINUTE)
    statement.selection_on = english.selection_on
    _fill_list(statement, AcceptanceCriterion, english.body.criteria, french.body.criteria)
    _fill_list(statement, ApplicationCriterion, english.body.application, french.body.application)
    _fill_licence(statement, english, report)
    _fill_skills(statement, english, report)
    if len(english.body.criteria) != len(french.body.criteria):
        report.unplaced.append(
            Unplaced(french.file, 1, "", "not as many acceptance criteria as in English: check the pairs")
        )
    if len(english.body.application) != len(french.body.application):
        report.unplaced.append(
            Unplaced(french.file, 1, "", "not as many evaluation criteria as in English: check the pairs")
        )


def _fill_list(statement: Statement, model: type[ListedText], english: list[Row], french: list[Row]) -> None:
    for place in range(max(len(english), len(french))):
        pair = [rows[place] if place < len(rows) else Row("") for rows in (english, french)]
        row = model(statement=statement, place=place + 1, text_en=pair[0].text, text_fr=pair[1].text)
        if isinstance(row, ApplicationCriterion):
            limits = [each.word_limit for each in pair if each.word_limit]
            row.word_limit = limits[0] if limits else statement.opportunity.programme.statement_words
        row.save()


def _fill_licence(statement: Statement, english: Post, report: ImportReport) -> None:
    said = " ".join([english.body.acceptance, *(row.text for row in english.body.criteria)]).casefold()
    licences = PROGRAMMES.newest(statement.opportunity.programme_code).licences
    named = [code for code in licences if f"{code.casefold()} licen" in said]
    if named:
        statement.licence, statement.continues_existing_code = named[0], False
    else:
        report.unplaced.append(
            Unplaced(english.file, 1, "", "no licence of the program is named: choose one")
        )


def _fill_skills(statement: Statement, english: Post, report: ImportReport) -> None:
    skills = find_skills_in(english.skills)
    RequiredSkill.objects.bulk_create(
        RequiredSkill(statement=statement, skill=skill.code) for skill in skills
    )
    if not skills:
        report.unplaced.append(
            Unplaced(english.file, 1, f"skills: {english.skills}", "no skill of our list: choose some")
        )


def _check_texts(post: Post) -> None:
    body = post.body
    texts = {
        "title": post.title, "short_desc": post.short_description, "Background": body.background,
        "The work": body.work, "Work acceptance criteria": "\n".join([body.acceptance, *(r.text for r in body.criteria)]),
        "Application evaluation": "\n".join(row.text for row in body.application),
    }  # fmt: skip
    for name, text in texts.items():
        try:
            refuse_unfit_text(text)
        except ValidationError as error:
            message = error.messages[0]
            raise PostError(post.file, name, Words(en=message, fr=message)) from error


def _read_folder(folder: Path) -> dict[str, bytes]:
    paths = sorted(folder.rglob("*.md"))
    return {str(path.relative_to(folder)): path.read_bytes()[: LONGEST_FILE + 1] for path in paths}


def _read_text(name: str, content: bytes) -> str:
    if len(content) > LONGEST_FILE:
        raise PostError(name, "file", Words(en="is larger than 200 kB.", fr="dépasse 200 ko."))
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise PostError(name, "file", Words(en="is not UTF-8 text.", fr="n’est pas du texte en UTF-8."))
    return text


def _code_of(ref: str) -> str:
    return ref if ref.isascii() and len(ref) <= 60 else "other"
