"""`bin/manage import_posts DIR`: the pilot's Markdown pairs become opportunities being drafted."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from microacquisition.opportunities.opportunity import PROGRAMMES
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement.importing import ImportFor, import_folder
from microacquisition.opportunities.statement.post_format import PostError
from microacquisition.people.models import Team, User
from microacquisition.people.queries import people_holding, teams_of
from microacquisition.process.roles import Role


class Command(BaseCommand):
    """Imports posts; says line by line what it could not place; a bad post changes nothing."""

    help = "Import pairs of Markdown posts (English and French share `ref`) as opportunities being drafted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--programme", default="esdc", help="code of the program (default: esdc)")
        parser.add_argument("--client", required=True, help="e-mail address of the client who asks")
        parser.add_argument(
            "--officer", default="", help="e-mail address of the officer (default: the first one)"
        )
        parser.add_argument("--team", default="", help="name of the client's team, where they have several")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        try:
            report = import_folder(folder, _import_for(options))
        except PostError as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        except NotYours as error:
            raise CommandError(
                "Nothing was imported. This client may not ask, or this officer may not accept."
            ) from error
        except Refused as refusal:
            raise CommandError(f"Nothing was imported. {refusal}") from refusal
        for line in report.unplaced:
            self.stdout.write(f"{line.file}:{line.line}: {line.why}: {line.text}".rstrip(": "))
        for opportunity in report.opportunities:
            self.stdout.write(f"Imported: {opportunity.title.en} ({opportunity.pk})")
        if not report.opportunities:
            self.stdout.write("No post was found.")


def _import_for(options: dict[str, Any]) -> ImportFor:
    code = options["programme"]
    if code not in PROGRAMMES.codes():
        raise CommandError(f"There is no program {code!r}.")
    client = _find_person(options["client"])
    team = _find_team(client, options["team"])
    officers = people_holding(Role.OFFICER, code, team.department_id)
    if not options["officer"] and not officers:
        raise CommandError("Nobody is officer of this program in the client's department.")
    officer = _find_person(options["officer"]) if options["officer"] else officers[0]
    return ImportFor(programme_code=code, team=team, client=client, officer=officer)


def _find_person(email: str) -> User:
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody has the address {email!r}.")
    return person


def _find_team(client: User, name: str) -> Team:
    teams = [team for team in teams_of(client) if not name or name in (team.name_en, team.name_fr)]
    if len(teams) != 1:
        raise CommandError(
            "Name the team with --team: the client belongs to none of that name, or to several."
        )
    return teams[0]
