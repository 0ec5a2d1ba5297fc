"""Prints a single-use address that signs one person in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import override

from microacquisition.people.link_sign_in import LinkRefused, make_sign_in_link
from microacquisition.people.models import User


def address_of_link(user: User) -> str:
    """Return the full address of a fresh link for `user`, in their language; LinkRefused."""
    token = make_sign_in_link(user)
    with override(user.language):
        return f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('use_link', args=[token])}"


class Command(BaseCommand):
    """`sign_in_link EMAIL`."""

    help = "Print an address that signs this person in, once, within 15 minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address of the person."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the address, or say in one sentence why there is none."""
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        try:
            self.stdout.write(address_of_link(user))
        except LinkRefused as refusal:
            raise CommandError(refusal.words.en) from refusal
