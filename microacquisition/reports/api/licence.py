"""Under which licence everything public may be used again."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class DataLicence:
    """The name of a licence and where it can be read, by language."""

    name: Words
    address: Words


LICENCE = DataLicence(
    Words(en="Open Government Licence – Canada", fr="Licence du gouvernement ouvert – Canada"),
    Words(
        en="https://open.canada.ca/en/open-government-licence-canada",
        fr="https://ouvert.canada.ca/fr/licence-du-gouvernement-ouvert-canada",
    ),
)
