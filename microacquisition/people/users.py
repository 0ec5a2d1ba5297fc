"""A person who signs in: known by an e-mail address, never by a password."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from microacquisition.process.roles import Role

LANGUAGES = (("en", "English"), ("fr", "Français"))


class UserManager(BaseUserManager["User"]):
    """Creates people; an address is kept in small letters, so that one address is one person."""

    def create_user(self, email: str, name: str = "", language: str = "en") -> "User":
        """Create a person who can sign in with `email`; IntegrityError where the address is taken."""
        return self.create(email=email.strip().lower(), name=name, language=language)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by address, however it is capitalized."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody with an account; what they may do follows from roles, teams and suppliers, never from here."""

    password = None  # type: ignore[assignment]  # there are none: sign-in is by a code sent by mail

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("E-mail address"), max_length=254, unique=True)
    name = models.CharField(_("Full name"), max_length=200, blank=True)
    language = models.CharField(_("Language"), max_length=2, choices=LANGUAGES, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    session_round = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_in_small_letters"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["en", "fr"]), name="user_language_official"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(is_active=False),
                name="user_closed_is_not_active",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def _live_roles(self) -> list[Role]:
        held = [Role(role) for role in self.roles_held.filter(
            confirmed_at__isnull=False, ended_at=None).values_list("role", flat=True)]  # fmt: skip
        if self.team_memberships.filter(ended_at=None).exists():
            held.append(Role.CLIENT)
        return [role for role in Role if role in held]

    @property
    def is_staff_member(self) -> bool:
        """True for who holds a role or belongs to a client team, whose menu holds their work."""
        return self.is_active and bool(self._live_roles)

    def clean(self) -> None:
        """Keep the address in small letters wherever it comes from a form."""
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        """Return the name people see."""
        return str(self)

    def has_usable_password(self) -> bool:
        """Never: nobody has a password."""
        return False

    def set_unusable_password(self) -> None:
        """Nothing to do: there is no password to blank (allauth asks for it)."""

    def set_password(self, raw_password: str | None) -> None:
        """Nothing to do: passwords do not exist here."""

    def check_password(self, raw_password: str | None) -> bool:
        """Never right."""
        return False

    def get_session_auth_hash(self) -> str:
        """Return what a session must match: raising `session_round` ends every session of the person."""
        return salted_hmac(
            "people.session", f"{self.pk}:{self.session_round}", algorithm="sha256"
        ).hexdigest()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return salted_hmac(
            "people.session", f"{self.pk}:{self.session_round}", secret=secret, algorithm="sha256"
        ).hexdigest()
