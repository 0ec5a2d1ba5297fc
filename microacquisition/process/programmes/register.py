"""Finds a program's rules among the packages a deployment lists."""

from collections.abc import Iterable
from datetime import date
from importlib import import_module

from microacquisition.process.programmes.base import Programme


class NoSuchProgramme(LookupError):
    """No listed package holds that program or version."""


class ProgrammeRegister:
    """Every version of every program that a deployment lists (`settings.PROGRAMMES`)."""

    def __init__(self, packages: Iterable[str]) -> None:
        versions = [rules for package in packages for rules in import_module(package).VERSIONS]
        self._versions: list[Programme] = sorted(versions, key=lambda rules: rules.version)

    def codes(self) -> list[str]:
        """The codes of all programs, in the order listed first."""
        return list(dict.fromkeys(rules.code for rules in self._versions))

    def list_public(self) -> list[Programme]:
        """Return the newest rules of each program that is no practice, in the order listed first."""
        return [each for each in map(self.newest, self.codes()) if not each.practice]

    def list_versions(self, code: str) -> list[Programme]:
        """Return every version of the rules of `code`, newest first."""
        return [rules for rules in reversed(self._versions) if rules.code == code]

    def newest(self, code: str) -> Programme:
        """Return the newest rules of `code`; NoSuchProgramme where there are none."""
        for rules in reversed(self._versions):
            if rules.code == code:
                return rules
        raise NoSuchProgramme(code)

    def of_version(self, code: str, version: date) -> Programme:
        """Return the rules of `code` dated `version`; NoSuchProgramme where there are none."""
        for rules in self._versions:
            if (rules.code, rules.version) == (code, version):
                return rules
        raise NoSuchProgramme(f"{code} {version}")
