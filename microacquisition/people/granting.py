"""Roles are proposed by one administrator, confirmed by another, and ended by any at once."""

from datetime import datetime

from django.db import IntegrityError, transaction

from microacquisition.common.words import Words
from microacquisition.people.models import Department, RoleHeld, User
from microacquisition.people.queries import is_administrator
from microacquisition.ports.record import write_platform_event
from microacquisition.process.roles import Role
from microacquisition.site.clock import current_instant

ALONE = Words(
    en="An administrator holds no other role, and belongs to no client team and no supplier.",
    fr="Une administratrice ou un administrateur n’a aucun autre rôle et n’appartient ni à une équipe cliente "
    "ni à un fournisseur.",
)
ALREADY = Words(
    en="This person already holds this role, or it has been proposed already.",
    fr="Cette personne a déjà ce rôle, ou il a déjà été proposé.",
)
SECOND_PERSON = Words(
    en="A role is confirmed by a second administrator, never by the one who proposed it and never for oneself.",
    fr="Un rôle est confirmé par une deuxième administratrice ou un deuxième administrateur\u00a0: jamais par "
    "la personne qui l’a proposé, jamais pour soi-même.",
)
NOT_FOR_ONESELF = Words(
    en="Nobody proposes a role for themselves. Ask another administrator.",
    fr="On ne propose pas un rôle pour soi-même. Adressez-vous à une autre personne qui administre le site.",
)
NO_LONGER_OPEN = Words(
    en="This role was confirmed or ended meanwhile.", fr="Ce rôle a été confirmé ou a pris fin entre-temps."
)
TWO_EXIST = Words(
    en="Two administrators exist: they propose and confirm further roles on the site.",
    fr="Deux personnes administrent déjà le site\u00a0: elles y proposent et confirment les autres rôles.",
)
REASONS = {
    "administrator_holds_no_other_role": ALONE,
    "only_the_first_two_administrators_are_granted": TWO_EXIST,
    "role_held_once": ALREADY,
    "role_confirmed_by_a_second_person": SECOND_PERSON,
    "role_not_confirmed_for_oneself": SECOND_PERSON,
    "role_not_proposed_for_oneself": NOT_FOR_ONESELF,
}


class GrantRefused(Exception):
    """A role cannot be proposed, confirmed or ended; `words` says why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def refuse(error: IntegrityError) -> GrantRefused:
    """Return the refusal that a constraint of the database stands for; re-raises an unknown one."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if name not in REASONS:
        raise error
    return GrantRefused(REASONS[name])


def propose_role(
    proposer: User,
    email: str,
    role: Role,
    programme_code: str,
    department: Department | None,
    *,
    language: str = "en",
) -> RoleHeld:
    """Propose a role for the person of `email`, making their account where there is none; GrantRefused otherwise."""
    if not is_administrator(proposer):
        raise GrantRefused(SECOND_PERSON)
    try:
        with transaction.atomic():
            user, _made = User.objects.get_or_create(
                email=email.strip().lower(), defaults={"language": language}
            )
            held = RoleHeld.objects.create(
                user=user, role=role.value, programme_code="" if role == Role.ADMINISTRATOR else programme_code,
                department=None if role == Role.ADMINISTRATOR else department,
                proposed_by=proposer, proposed_at=current_instant(),
            )  # fmt: skip
            _record("propose_role", proposer, held, language)
    except IntegrityError as error:
        raise refuse(error) from error
    return held


def confirm_role(confirmer: User, held: RoleHeld, *, language: str = "en") -> None:
    """Make a proposed role live; GrantRefused for its proposer, its holder, or beside an administrator's role."""
    if not is_administrator(confirmer):
        raise GrantRefused(SECOND_PERSON)
    try:
        with transaction.atomic():
            locked = RoleHeld.objects.select_for_update().get(pk=held.pk)
            if locked.confirmed_at or locked.ended_at:
                raise GrantRefused(NO_LONGER_OPEN)
            locked.confirmed_by, locked.confirmed_at = confirmer, current_instant()
            locked.save()
            _record("confirm_role", confirmer, locked, language)
    except IntegrityError as error:
        raise refuse(error) from error


def end_role(ender: User, held: RoleHeld, *, language: str = "en") -> None:
    """End a role, or refuse a proposed one, at once; GrantRefused where it had ended."""
    if not is_administrator(ender):
        raise GrantRefused(SECOND_PERSON)
    with transaction.atomic():
        locked = RoleHeld.objects.select_for_update().get(pk=held.pk)
        if locked.ended_at:
            raise GrantRefused(NO_LONGER_OPEN)
        locked.ended_by, locked.ended_at = ender, current_instant()
        locked.save()
        _record("end_role", ender, locked, language)


def grant_first_administrator(email: str, department: Department | None = None) -> RoleHeld:
    """Make one of the first two administrators, from the console; GrantRefused after that."""
    now: datetime = current_instant()
    try:
        with transaction.atomic():
            user, _made = User.objects.get_or_create(email=email.strip().lower())
            held = RoleHeld.objects.create(
                user=user,
                role=Role.ADMINISTRATOR.value,
                department=department,
                proposed_at=now,
                confirmed_at=now,
            )
            _record("grant_role", None, held, "en")
    except IntegrityError as error:
        raise refuse(error) from error
    return held


def _record(code: str, actor: User | None, held: RoleHeld, language: str) -> None:
    write_platform_event(
        code,
        actor=str(actor.pk) if actor else "console",
        role=Role.ADMINISTRATOR.value,
        language=language,
        subject=("role", str(held.pk)),
        facts={
            "person": str(held.user_id), "role": held.role, "programme": held.programme_code,
            "department": str(held.department_id or ""),
        },
    )  # fmt: skip
