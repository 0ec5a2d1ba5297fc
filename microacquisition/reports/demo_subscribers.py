"""Puts the invented addresses of a demonstration on its mailing list, as if each had confirmed."""

from demo.subscribers import SUBSCRIBERS
from microacquisition.content.notices import find_notice
from microacquisition.correspondence.subscribers import Subscription
from microacquisition.correspondence.subscribing import Wishes, subscribe
from microacquisition.opportunities.announcing.asking import describe_wording


def load_subscribers() -> None:
    """Subscribe every address, where there is none yet."""
    if Subscription.objects.exists():
        return
    wording = describe_wording(find_notice("mailing_list"), "demo")
    for each in SUBSCRIBERS:
        subscribe(Wishes(each.email, each.language, each.frequency, each.skills), wording)
