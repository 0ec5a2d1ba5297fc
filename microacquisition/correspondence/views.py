"""The mailbox of a demo installation, where everybody can read every mail that is not sealed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from microacquisition.correspondence.queries import list_demo_mail, list_demo_recipients
from microacquisition.site.access import ANYONE, access


@access(get=ANYONE)
def show_demo_mailbox(request: HttpRequest) -> HttpResponse:
    """Show the newest mail, of one recipient where asked; 404 anywhere but in a demo."""
    if not settings.DEMO:
        raise Http404
    recipient, reader = request.GET.get("recipient", ""), getattr(request.user, "email", "")
    values = {
        "mails": list_demo_mail(recipient, reader, checkpoints="checkpoints" in request.GET),
        "checkpoints": "checkpoints" in request.GET,
        "recipients": list_demo_recipients(reader),
        "recipient": recipient,
    }
    return render(request, "correspondence/pages/demo_mailbox.html", values)
