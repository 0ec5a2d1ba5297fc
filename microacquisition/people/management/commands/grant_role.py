"""Makes the first two administrators; further roles are proposed and confirmed on the site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from microacquisition.people.granting import GrantRefused, grant_first_administrator
from microacquisition.people.models import Department
from microacquisition.process.roles import Role


class Command(BaseCommand):
    """`grant_role EMAIL administrator`."""

    help = "Make one of the first two administrators."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, the role, and the department written beside it in the record."""
        parser.add_argument("email")
        parser.add_argument("role")
        parser.add_argument("--department", default="", help="code of a department, kept beside the role")
        parser.add_argument(
            "--programme", default="", help="an administrator serves every programme: leave it out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant the role, or say in one sentence why not."""
        if options["role"] != Role.ADMINISTRATOR.value or options["programme"]:
            raise CommandError(
                "Only the first two administrators are made here (role: administrator, without a programme). "
                "They propose and confirm every other role on the site."
            )
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"{options['email']} is not an e-mail address.") from error
        department = Department.objects.filter(code=options["department"]).first()
        if options["department"] and department is None:
            raise CommandError(f"There is no department {options['department']}.")
        try:
            grant_first_administrator(options["email"], department)
        except GrantRefused as refusal:
            raise CommandError(refusal.words.en) from refusal
        self.stdout.write(f"{options['email'].lower()} is now an administrator.")
