"""What a client is asked before anything is bought: the eligibility questions (spec/pilot.md, step 1)."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class EligibilityQuestion:
    """One question of the request; `good_answer` is the answer that lets the request go on."""

    code: str
    words: Words
    hint: Words
    good_answer: bool
    against: Words
    explanation_label: Words = Words(en="", fr="")

    @property
    def needs_explanation(self) -> bool:
        """True where a written answer is asked for beside yes or no."""
        return bool(self.explanation_label.en)


@dataclass(frozen=True)
class Answer:
    """Yes, no or nothing yet, and the written answer."""

    value: bool | None
    explanation: str = ""


QUESTIONS = (
    EligibilityQuestion(
        "code",
        Words(en="Is the result code?", fr="Le résultat est-il du code?"),
        Words(
            en="Scripts, a feature, a component, tests, with their documentation.",
            fr="Des scripts, une fonction, un composant, des tests, avec leur documentation.",
        ),
        True,
        Words(en="The result is not code.", fr="Le résultat n’est pas du code."),
    ),
    EligibilityQuestion(
        "open_source",
        Words(en="Can it be published as open source?", fr="Peut-il être publié en code source ouvert?"),
        Words(
            en="The code will be public, under an open source licence.",
            fr="Le code sera public, sous une licence à code source ouvert.",
        ),
        True,
        Words(en="It cannot be open source.", fr="Le code ne peut pas être ouvert."),
    ),
    EligibilityQuestion(
        "unclassified",
        Words(en="Is everything unclassified?", fr="Tout est-il non classifié?"),
        Words(
            en="The statement, the data and the code: nothing protected or classified.",
            fr="L’énoncé, les données et le code\xa0: rien de protégé ni de classifié.",
        ),
        True,
        Words(en="Something in it is classified.", fr="Une partie est classifiée."),
    ),
    EligibilityQuestion(
        "sprint_sized",
        Words(en="Is it the size of a sprint?", fr="Le travail tient-il dans un sprint?"),
        Words(
            en="A few days to three weeks for one person.",
            fr="De quelques jours à trois semaines pour une personne.",
        ),
        True,
        Words(en="It is larger than a sprint.", fr="Le travail dépasse un sprint."),
    ),
    EligibilityQuestion(
        "within_cap",
        Words(
            en="Does it fit within the program’s price cap?",
            fr="Le prix respecte-t-il le plafond du programme?",
        ),
        Words(
            en="Hours and ten more for administration, times an hourly rate. A first guess is enough.",
            fr="Les heures, plus dix pour l’administration, multipliées par un taux horaire. Une première estimation suffit.",
        ),
        True,
        Words(en="It costs more than the program’s cap.", fr="Le prix dépasse le plafond du programme."),
    ),
    EligibilityQuestion(
        "result_not_person",
        Words(
            en="Are you buying a result, not a person for a time?",
            fr="Achetez-vous un résultat, et non le temps d’une personne?",
        ),
        Words(en="A fixed price for a described result.", fr="Un prix fixe pour un résultat décrit."),
        True,
        Words(
            en="It would buy a person for a time, not a result.",
            fr="L’achat porterait sur le temps d’une personne, non sur un résultat.",
        ),
    ),
    EligibilityQuestion(
        "standalone",
        Words(en="Is it a standalone piece of work?", fr="Est-ce un travail autonome?"),
        Words(
            en="Somebody outside can do it without joining your team.",
            fr="Une personne de l’extérieur peut le faire sans se joindre à votre équipe.",
        ),
        True,
        Words(en="It is not a standalone piece of work.", fr="Ce n’est pas un travail autonome."),
        Words(en="Why is it standalone?", fr="En quoi ce travail est-il autonome?"),
    ),
    EligibilityQuestion(
        "no_internal_capacity",
        Words(
            en="Did you find that nobody inside can do it now?",
            fr="Avez-vous constaté que personne à l’interne ne peut le faire maintenant?",
        ),
        Words(
            en="The union observer reads this answer.",
            fr="L’observatrice ou l’observateur syndical lit cette réponse.",
        ),
        True,
        Words(en="Somebody inside could do it.", fr="Quelqu’un à l’interne pourrait le faire."),
        Words(en="Who was asked, and when?", fr="À qui l’a-t-on demandé, et quand?"),
    ),
    EligibilityQuestion(
        "splitting",
        Words(
            en="Is it one requirement, not a part of a larger one?",
            fr="Est-ce un besoin entier, et non une partie d’un besoin plus grand?",
        ),
        Words(
            en="Cutting a requirement into pieces to stay under a cap is contract splitting.",
            fr="Découper un besoin pour rester sous un plafond constitue du fractionnement des contrats.",
        ),
        True,
        Words(en="It looks like contract splitting.", fr="Cela ressemble à du fractionnement des contrats."),
        Words(
            en="Which project is it for? Are more pieces expected within 12 months, and why not as one?",
            fr="Pour quel projet? D’autres achats sont-ils prévus d’ici 12 mois, et pourquoi pas en un seul?",
        ),
    ),
    EligibilityQuestion(
        "land_claims",
        Words(
            en="Is the work in a comprehensive land claims area?",
            fr="Le travail se fait-il dans une région visée par une entente sur les revendications territoriales globales?",
        ),
        Words(en="Almost always no, for code.", fr="Presque toujours non, pour du code."),
        False,
        Words(
            en="It is in a comprehensive land claims area: other rules apply.",
            fr="Une entente sur les revendications territoriales globales s’applique\xa0: d’autres règles valent.",
        ),
    ),
    EligibilityQuestion(
        "existing_code_released",
        Words(
            en="If existing code must be opened, is its release approved?",
            fr="Si du code existant doit être ouvert, sa publication est-elle approuvée?",
        ),
        Words(
            en="Answer yes also where all of the code is new.",
            fr="Répondez oui aussi lorsque tout le code est nouveau.",
        ),
        True,
        Words(
            en="The release of existing code is not approved yet.",
            fr="La publication du code existant n’est pas encore approuvée.",
        ),
        Words(
            en="Who approved it? Write “new code” where there is none.",
            fr="Qui l’a approuvée? Écrivez «\xa0code nouveau\xa0» s’il n’y en a pas.",
        ),
    ),
)
