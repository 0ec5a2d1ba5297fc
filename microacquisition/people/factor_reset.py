"""An administrator resets the second factor of somebody who lost theirs: all of it ends, and every open session."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.common.words import Words
from microacquisition.people.granting import GrantRefused
from microacquisition.people.models import User
from microacquisition.people.permissions import IS_ADMINISTRATOR
from microacquisition.people.queries import has_second_factor, is_administrator
from microacquisition.people.second_factor import require_second_factor
from microacquisition.ports.record import write_platform_event
from microacquisition.ports.sign_in_mail import send_second_factor_reset
from microacquisition.process.roles import Role
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page

NOT_ONES_OWN = Words(
    en="Nobody resets their own second factor. Ask another administrator.",
    fr="On ne réinitialise pas son propre deuxième facteur. Adressez-vous à une autre personne qui administre le site.",
)
HAS_NONE = Words(
    en="This person has no second factor. They set one up when they next sign.",
    fr="Cette personne n’a pas de deuxième facteur. Elle en configurera un à sa prochaine signature.",
)


def reset_second_factor(resetter: User, person: User, language: str) -> None:
    """Remove the person's factors and recovery codes and end their sessions; event and mail. GrantRefused otherwise."""
    if not is_administrator(resetter) or resetter.pk == person.pk:
        raise GrantRefused(NOT_ONES_OWN)
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=person.pk)
        if not has_second_factor(locked):
            raise GrantRefused(HAS_NONE)
        Authenticator.objects.filter(user=locked).delete()
        locked.session_round = F("session_round") + 1
        locked.save(update_fields=["session_round"])
        write_platform_event(
            "reset_second_factor",
            actor=str(resetter.pk),
            role=Role.ADMINISTRATOR.value,
            language=language,
            subject=("person", str(person.pk)),
        )
        send_second_factor_reset(person.email, person.language, name=person.name)


@require_second_factor
@access(get=IS_ADMINISTRATOR, post=IS_ADMINISTRATOR)
def reset_factor(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Reset a person's second factor; the page says first what it means and how to be sure who asks."""
    person = get_object_or_404(
        User.objects.filter(roles_held__isnull=False).distinct(), pk=person_id, is_active=True
    )
    assert isinstance(request.user, User)
    if request.method == "POST":
        try:
            reset_second_factor(request.user, person, get_language() or "en")
        except GrantRefused as refusal:
            return refused_page(request, [refusal.words], reverse("role_list"))
        said = _(
            "Reset. %(name)s gets a mail, is signed out everywhere, and sets up a new one at the next signature."
        )
        messages.success(request, said % {"name": person})
        return HttpResponseRedirect(reverse("role_list"))
    why_not = NOT_ONES_OWN if person == request.user else None if has_second_factor(person) else HAS_NONE
    page = {"person": person, "why_not": why_not}
    return render(request, "people/pages/administration/reset_factor.html", page)
