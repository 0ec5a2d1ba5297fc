"""What may stand in an address of the API: each parameter says so by its schema, and is read by it; nothing is guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from microacquisition.common.words import Words
from microacquisition.reports.api.shapes import Schema

WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")

UNKNOWN = Words(
    en="This address has no such parameter. It takes: {known}.",
    fr="Cette adresse n’a pas ce paramètre. Elle accepte\xa0: {known}.",
)
NONE_AT_ALL = Words(en="This address takes no parameter.", fr="Cette adresse n’accepte aucun paramètre.")
TWICE = Words(en="Give it once.", fr="Indiquez-le une seule fois.")
NOT_LISTED = Words(en="Give one of: {known}.", fr="Indiquez l’une de ces valeurs\xa0: {known}.")
NO_NUMBER = Words(
    en="Give a whole number from {least} to {most}, in digits.",
    fr="Indiquez un nombre entier de {least} à {most}, en chiffres.",
)
TOO_LONG = Words(en="Give at most {most} characters.", fr="Indiquez au plus {most} caractères.")
UNFIT = Words(en="Write it like {example}.", fr="Écrivez-le comme {example}.")


@dataclass(frozen=True)
class Parameter:
    """One parameter of an address; the schema is that of one value, and `many` lets it be given more than once."""

    name: str
    says: Words
    schema: Schema
    example: str
    many: bool = False

    @property
    def default(self) -> Any:
        """What holds where it is not given."""
        return () if self.many else self.schema.get("default")


class ParametersRefused(ValueError):
    """Some parameters are unknown or unfit; `faults` says of each why."""

    def __init__(self, faults: list[tuple[str, Words]]) -> None:
        super().__init__(", ".join(name for name, _why in faults))
        self.faults = faults


class Unfit(ValueError):
    """A value is not as its schema says; `words` says what would be."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def read_parameters(given: QueryDict, known: Iterable[Parameter]) -> dict[str, Any]:
    """Return the value of every known parameter, by name; ParametersRefused with each fault."""
    by_name = {each.name: each for each in known}
    read = {name: each.default for name, each in by_name.items()}
    faults = []
    for name, values in given.lists():
        try:
            read[name] = _read(by_name, name, values)
        except Unfit as error:
            faults.append((name, error.words))
    if faults:
        raise ParametersRefused(faults)
    return read


def _read(by_name: dict[str, Parameter], name: str, values: list[Any]) -> Any:
    if name not in by_name:
        raise Unfit(UNKNOWN.filled(known=", ".join(by_name)) if by_name else NONE_AT_ALL)
    parameter = by_name[name]
    if len(values) > len(set(values)) or (len(values) > 1 and not parameter.many):
        raise Unfit(TWICE)
    read = [read_value(str(value), parameter.schema, parameter.example) for value in values]
    return tuple(read) if parameter.many else read[0]


def read_value(written: str, schema: Schema, example: str) -> Any:
    """Return the value as its schema describes it; Unfit."""
    if schema["type"] == "integer":
        least, most = schema["minimum"], schema["maximum"]
        if not WHOLE_NUMBER.fullmatch(written) or not least <= int(written) <= most:
            raise Unfit(NO_NUMBER.filled(least=least, most=most))
        return int(written)
    if "enum" in schema and written not in schema["enum"]:
        raise Unfit(NOT_LISTED.filled(known=", ".join(schema["enum"])))
    if len(written) > schema.get("maxLength", len(written)):
        raise Unfit(TOO_LONG.filled(most=schema["maxLength"]))
    if "pattern" in schema and not re.fullmatch(schema["pattern"], written):
        raise Unfit(UNFIT.filled(example=example))
    return written
