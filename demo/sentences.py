"""What the invented people write on their way: answers, judgments, reasons."""

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.words import Words

# One answer for each supplier, from the last of the list; fits every application criterion.
ANSWERS = (
    Words(
        en="In 2024 I wrote a program of this kind for a library in Halifax: https://github.com/example/shelf-marks. "
        "It has 140 tests and two other teams use it. Today I would write its documentation first.",
        fr="En 2024, j’ai écrit un programme de ce genre pour une bibliothèque d’Halifax\u00a0: "
        "https://github.com/example/shelf-marks. Il compte 140 tests et deux autres équipes s’en servent. "
        "Aujourd’hui, j’écrirais d’abord sa documentation.",
    ),
    Words(
        en="From 2022 to 2025 I kept such a tool running for a school board: https://github.com/example/school-tools. "
        "I asked two of its users each month what was in their way, and repaired that first.",
        fr="De 2022 à 2025, j’ai entretenu un tel outil pour un centre de services scolaire\u00a0: "
        "https://github.com/example/school-tools. Chaque mois, je demandais à deux personnes ce qui les gênait, et je "
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
