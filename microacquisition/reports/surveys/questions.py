"""What the surveys ask, as data; every question may be left out. Source: spec/pilot.md, "The supplier survey"."""

from dataclasses import dataclass

from microacquisition.common.words import Words
from microacquisition.process.programmes.base import CodedWords
from microacquisition.reports.surveys.models import SurveyKind

PREFER_NOT = CodedWords("prefer_not", Words(en="I prefer not to say", fr="Je préfère ne pas répondre"))
YES_NO = (
    CodedWords("yes", Words(en="Yes", fr="Oui")),
    CodedWords("no", Words(en="No", fr="Non")),
)
AGAIN = (*YES_NO, CodedWords("not_sure", Words(en="I am not sure", fr="Je ne sais pas")))
NOTHING = Words(en="", fr="")


@dataclass(frozen=True)
class Question:
    """One question: with `choices` one of them, or several where `many`; without, some words."""

    code: str
    words: Words
    choices: tuple[CodedWords, ...] = ()
    many: bool = False
    hint: Words = NOTHING
    word_limit: int = 0  # 0: one line


HEARD = Question(
    "heard",
    Words(en="How did you hear of us?", fr="Comment avez-vous entendu parler de nous?"),
    (
        CodedWords("mailing_list", Words(en="Our mailing list", fr="Notre liste de diffusion")),
        CodedWords(
            "somebody",
            Words(en="Somebody told me", fr="Quelqu’un m’en a parlé"),
        ),
        CodedWords("social", Words(en="A social network", fr="Un réseau social")),
        CodedWords("school", Words(en="A school", fr="Un établissement d’enseignement")),
        CodedWords("government", Words(en="A government site", fr="Un site gouvernemental")),
        CodedWords("search", Words(en="A search engine", fr="Un moteur de recherche")),
        CodedWords("other", Words(en="Another way", fr="Autrement")),
    ),
)
FEDERAL_EMPLOYEE = Question(
    "federal_employee",
    Words(en="Are you a federal employee now?", fr="Travaillez-vous actuellement pour la fonction publique fédérale?"),
    (*YES_NO, PREFER_NOT),
)  # fmt: skip
AWARDED_BEFORE = Question(
    "awarded_before",
    Words(
        en="Before this, were you ever awarded a federal contract?",
        fr="Aviez-vous déjà obtenu un marché fédéral auparavant?",
    ),
    (*YES_NO, PREFER_NOT),
)
POSTAL_CODE = Question(
    "postal_code",
    Words(
        en="If your head office is in Canada: the first three characters of its postal code",
        fr="Si votre siège social est au Canada\xa0: les trois premiers caractères de son code postal",
    ),
    hint=Words(en="Such as K1A.", fr="Par exemple, K1A."),
)
COUNTRY = Question(
    "country",
    Words(
        en="If it is elsewhere: the country",
        fr="S’il est ailleurs\xa0: le pays",
    ),
)
WORKERS = Question(
    "workers",
    Words(
        en="How many people work there, you included?",
        fr="Combien de personnes y travaillent, vous compris?",
    ),
    (
        CodedWords("1", Words(en="1: I work alone", fr="1\xa0: je travaille en solo")),
        CodedWords("2-4", Words(en="2 to 4", fr="De 2 à 4")),
        CodedWords("5-19", Words(en="5 to 19", fr="De 5 à 19")),
        CodedWords("20-99", Words(en="20 to 99", fr="De 20 à 99")),
        CodedWords("100", Words(en="100 or more", fr="100 ou plus")),
    ),
)
OWNED_BY = Question(
    "owned_by",
    Words(
        en="Is at least 51% of the business owned by any of these groups?",
        fr="L’entreprise appartient-elle à au moins 51\xa0% à l’un ou l’autre de ces groupes?",
    ),
    (
        CodedWords("women", Words(en="Women", fr="Femmes")),
        CodedWords(
            "indigenous",
            Words(
                en="Indigenous peoples (First Nations, Métis, Inuit)",
                fr="Peuples autochtones (Premières Nations, Métis, Inuit)",
            ),
        ),
        CodedWords("black", Words(en="Black people", fr="Personnes noires")),
        CodedWords("visible_minorities", Words(en="Other visible minorities", fr="Autres minorités visibles")),
        CodedWords("disabilities", Words(en="Persons with disabilities", fr="Personnes en situation de handicap")),
        CodedWords("2slgbtqi", Words(en="2SLGBTQI+ people", fr="Personnes 2ELGBTQI+")),
        CodedWords("none", Words(en="None of these", fr="Aucun de ces groupes")),
        PREFER_NOT,
    ),
    many=True,
    hint=Words(en="Choose all that apply.", fr="Choisissez tout ce qui s’applique."),
)  # fmt: skip
APPLY_AGAIN = Question(
    "apply_again",
    Words(
        en="Would you apply again?",
        fr="Présenteriez-vous une autre candidature?",
    ),
    AGAIN,
)
IMPROVE = Question(
    "improve",
    Words(
        en="What should we do better?",
        fr="Que devrions-nous améliorer?",
    ),
    hint=Words(
        en="Leave out names and anything that points to you.",
        fr="N’indiquez aucun nom ni rien qui permette de vous reconnaître.",
    ),
    word_limit=250,
)
USE_AGAIN = Question(
    "use_again",
    Words(
        en="Would you buy code this way again?",
        fr="Achèteriez-vous de nouveau du code de cette façon?",
    ),
    AGAIN,
)
STORY = Question(
    "story",
    Words(
        en="How did it go? What did the smaller piece of work change for you?",
        fr="Comment cela s’est-il passé? Qu’est-ce que ce travail plus petit a changé pour vous?",
    ),
    hint=IMPROVE.hint,
    word_limit=250,
)
QUESTIONS: dict[str, tuple[Question, ...]] = {
    SurveyKind.SUPPLIER: (
        HEARD, FEDERAL_EMPLOYEE, AWARDED_BEFORE, POSTAL_CODE, COUNTRY, WORKERS, OWNED_BY, APPLY_AGAIN, IMPROVE,
    ),
    SurveyKind.CLIENT: (USE_AGAIN, STORY),
}  # fmt: skip
ALONE = ("none", PREFER_NOT.code)  # answers that go with no other
