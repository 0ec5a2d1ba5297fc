"""Under which licence everything public may be used again, as the deployment says."""

from dataclasses import dataclass

from django.conf import settings

from microacquisition.common.words import Words


@dataclass(frozen=True)
class DataLicence:
    """The name of a licence and where it can be read, by language."""

    name: Words
    address: Words


OPEN_GOVERNMENT = DataLicence(
    Words(en="Open Government Licence – Canada", fr="Licence du gouvernement ouvert – Canada"),
    Words(
        en="https://open.canada.ca/en/open-government-licence-canada",
        fr="https://ouvert.canada.ca/fr/licence-du-gouvernement-ouvert-canada",
    ),
)


def read_licence() -> DataLicence:
    """Return the licence that the deployment names; one that is not known here is named by its address."""
    address = settings.OPEN_DATA_LICENCE
    if address in (OPEN_GOVERNMENT.address.en, OPEN_GOVERNMENT.address.fr):
        return OPEN_GOVERNMENT
    return DataLicence(Words(en=address, fr=address), Words(en=address, fr=address))
