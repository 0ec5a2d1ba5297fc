"""What the invented people write on their way: answers, judgments, reasons."""

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.words import Words

# One answer for each supplier, from the last of the list; fits every application criterion.
ANSWERS = (
    Words(
        en="In 2024 I wrote a program of this kind for a library in Halifax: https://code.example.org/shelf-marks. "
        "It has 140 tests and two other teams use it. Today I would write its documentation first.",
        fr="En 2024, j’ai écrit un programme de ce genre pour une bibliothèque d’Halifax\u00a0: "
        "https://code.example.org/shelf-marks. Il compte 140 tests et deux autres équipes s’en servent. "
        "Aujourd’hui, j’écrirais d’abord sa documentation.",
    ),
    Words(
        en="From 2022 to 2025 I kept such a tool running for a school board: https://code.example.com/school-tools. "
        "I asked two of its users each month what was in their way, and repaired that first.",
        fr="De 2022 à 2025, j’ai entretenu un tel outil pour un centre de services scolaire\u00a0: "
        "https://code.example.com/school-tools. Chaque mois, je demandais à deux personnes ce qui les gênait, et je "
        "réparais cela en premier.",
    ),
)
JUDGMENT = Words(
    en="Names the program, its users and the time spent on it.",
    fr="Nomme le programme, les gens qui s’en servent et le temps consacré.",
)
CANCELLED_BECAUSE = Bilingual(
    "Another team of the department has this code already.", "Une autre équipe du ministère a déjà ce code."
)
DELIVERY_NOTE = Words(
    en="The tests pass on the examples that you gave us.",
    fr="Les tests réussissent sur les exemples que vous nous avez remis.",
)
EVIDENCE = Words(
    en="Paid by card: line 12 of the statement of the month.",
    fr="Payé par carte\u00a0: ligne 12 du relevé du mois.",
)

# Two applicants who name the same account of a code host: an officer is asked to look.
SHARED_ACCOUNT = tuple(
    Words(
        en=f"{each.en} https://github.com/example/letters", fr=f"{each.fr} https://github.com/example/letters"
    )
    for each in ANSWERS
)
HELD_BECAUSE = "The officers have four purchases under way until then. Your request keeps its place: we come back to it by itself."
DECLINED_BECAUSE = (
    "A directory is in use in the department already; your team can have its pages there at no cost."
)
AMENDED_BECAUSE = Bilingual(
    "Staff asked for a page that says how to write a description.",
    "Le personnel a demandé une page qui dit comment écrire une description.",
)
ADDED_WORK = Bilingual(
    "3. One page on how to write a description", "3. Une page sur la façon d’écrire une description"
)
EXTENDED_BECAUSE = Bilingual(
    "The work was amended: everybody has a week more.",
    "Les travaux ont été modifiés\u00a0: tout le monde a une semaine de plus.",
)
QUESTION = Words(
    en="Did you write the whole program, or a part of it?",
    fr="Avez-vous écrit tout le programme, ou une partie?",
)
EXPLANATION = Words(
    en="All of it but the installer, which a colleague wrote.",
    fr="Tout, sauf l’installateur, qu’une collègue a écrit.",
)
NOT_ARRIVED_DISPUTE = Words(
    en="The plan never arrived, and the work cannot begin without it. I ask that the delivery date move with it.",
    fr="Le plan n’est jamais arrivé, et les travaux ne peuvent pas commencer sans lui. Je demande que la date de "
    "livraison soit reportée d’autant.",
)
INVOICE_RETURNED_BECAUSE = "The number is that of an invoice of last year: please give it a new one."
DEBRIEF_QUESTION = Words(
    en="What would have made my application stronger?", fr="Qu’est-ce qui aurait renforcé ma candidature?"
)
NOT_PAID_BECAUSE = "The bank refused the card: its limit for the month was reached."
REFUNDED_BECAUSE = "The card was charged twice; the supplier sent one of the two back."
CANNOT_DELIVER = Words(
    en="I am ill, and nobody can take the work over.",
    fr="Je suis malade, et personne ne peut prendre la relève.",
)
NOTICE_OF_DEFAULT = (
    "You wrote that you cannot deliver. Deliver after all by the date of this notice, or the agreement ends."
)
ENDED_BECAUSE = "Nothing was delivered within the time of the notice."

# What a request explains, by the code of its question.
EXPLANATIONS = {
    "standalone": Words(
        en="It needs none of our systems: example files say all there is to know.",
        fr="Il ne touche à aucun de nos systèmes\u00a0: des fichiers d’exemple disent tout ce qu’il faut savoir.",
    ),
    "no_internal_capacity": Words(
        en="We asked the three teams that write code here in May; none has the time.",
        fr="Nous avons demandé en mai aux trois équipes qui écrivent du code ici; aucune n’a le temps.",
    ),
    "splitting": Words(
        en="For our online forms. We expect no other purchase for them within 12 months.",
        fr="Pour nos formulaires en ligne. Aucun autre achat n’est prévu pour eux d’ici 12 mois.",
    ),
    "existing_code_released": Words(en="All of it is new code.", fr="Code entièrement nouveau."),
}

# Two questions on an open opportunity: one with its answer, one that waits.
ASKED = Words(
    en="May the descriptions be written by a model, if a person checks each one?",
    fr="Un modèle peut-il écrire les descriptions, si une personne les vérifie une à une?",
)
ANSWERED = Bilingual(
    "Yes. Say in the documentation which model it was, and keep a list of what a person changed.",
    "Oui. Indiquez dans la documentation de quel modèle il s’agit, et tenez la liste de ce qu’une personne a changé.",
)
ASKED_LATER = Words(
    en="How many of the photos already have a description in French?",
    fr="Combien de photos ont déjà une description en français?",
)
