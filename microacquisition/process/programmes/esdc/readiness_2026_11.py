"""What ESDC's program needs in place before its first posting (spec/pilot.md, the closing blog's five factors)."""

from microacquisition.common.words import Words
from microacquisition.process.programmes.base import ReadinessFactor

READINESS = (
    ReadinessFactor(
        "card_approval",
        Words(en="Finance has approved buying code by card, in writing", fr="Les finances ont approuvé par écrit l’achat de code par carte"),
        Words(en="Who approved, on which date, under which reference.", fr="Qui a approuvé, à quelle date, sous quelle référence."),
        by_department=True,
    ),
    ReadinessFactor(
        "ip_terms",
        Words(en="The one-page intellectual property terms are agreed", fr="Les modalités d’une page sur la propriété intellectuelle sont convenues"),
        Words(en="Legal services’ answer, or who agreed to them.", fr="La réponse des services juridiques, ou qui les a acceptées."),
    ),
    ReadinessFactor(
        "paypal_approval",
        Words(en="Paying by PayPal is approved", fr="Le paiement par PayPal est approuvé"),
        Words(en="The blanket justification and who accepted it.", fr="La justification générale et la personne qui l’a acceptée."),
    ),
    ReadinessFactor(
        "union_informed",
        Words(en="The unions are informed", fr="Les syndicats sont informés"),
        Words(en="Which union, on which date, by whom.", fr="Quel syndicat, à quelle date, par qui."),
    ),
    ReadinessFactor(
        "offices_informed",
        Words(
            en="The procurement ombud, the small-business office and policy experts are informed",
            fr="L’ombud de l’approvisionnement, le bureau des petites entreprises et les spécialistes des politiques sont informés",
        ),
        Words(en="Whom you told, and when.", fr="À qui vous l’avez dit, et quand."),
    ),
    ReadinessFactor(
        "sponsor",
        Words(en="An executive sponsor supports it", fr="Une ou un cadre parraine le programme"),
        Words(en="Name and title, at the level of the chief information officer.", fr="Nom et titre, au niveau de la dirigeante ou du dirigeant principal de l’information."),
        by_department=True,
    ),
    ReadinessFactor(
        "open_source_help",
        Words(en="Open source help is available", fr="De l’aide en code source ouvert est disponible"),
        Words(en="By name: who helps teams that work in the open and in sprints.", fr="Nommez les personnes qui aident les équipes à travailler au grand jour et par sprints."),
        by_department=True,
    ),
    ReadinessFactor(
        "suppliers",
        Words(en="Suppliers know about it", fr="Des fournisseurs sont au courant"),
        Words(
            en="Subscribers, channels, and the day of the announcement: a month or two before the first posting.",
            fr="Les abonnements, les canaux et le jour de l’annonce\xa0: un mois ou deux avant le premier affichage.",
        ),
    ),
    ReadinessFactor(
        "first_opportunities",
        Words(en="The first opportunities fit and need common skills", fr="Les premières occasions conviennent et demandent des compétences courantes"),
        Words(en="Which ones you have looked at.", fr="Celles que vous avez examinées."),
    ),
)  # fmt: skip
