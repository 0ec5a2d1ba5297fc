"""The page of a demonstration where anybody signs in as one of its people. Not there anywhere else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from microacquisition.people.demo_people import list_people_by_role
from microacquisition.people.link_sign_in import sign_in_for_demo
from microacquisition.site.access import ANYONE, access
from microacquisition.site.installation import is_local_demo


@never_cache
@access(get=ANYONE, post=ANYONE)
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """List the people by role; the button of one signs in as them, as with a sign-in link. 404 but in a local demo."""
    if not is_local_demo(request):
        raise Http404
    groups = list_people_by_role()
    if request.method == "POST":
        people = {str(user.pk): user for _role, users in groups for user in users}
        chosen = people.get(request.POST.get("person", ""))
        if chosen is None:
            raise Http404
        return sign_in_for_demo(request, chosen, reverse("after_sign_in"))
    return render(request, "people/pages/sign_in/sign_in_as.html", {"groups": groups})
