"""Which integration stands behind which port: the only place that names one."""

import os

from django.core.exceptions import ImproperlyConfigured

DEMO = os.environ.get("DEMO", "") == "1"

# Who carries our mail, by the name in `MAIL_CARRIER`: its sender, who reads its notices of delivery, its documented
# limit, and what it must be told (asked by check_install).
MAIL_CARRIERS = {
    "demo": ("microacquisition.integrations.demo_mailbox.DemoMailboxSender", "", "", ""),
    "smtp": ("microacquisition.integrations.smtp.SmtpSender", "", "", ""),
    "gc_notify": (
        "microacquisition.integrations.gc_notify.GcNotify",
        "microacquisition.integrations.gc_notify.read_notice",
        "1000/minute",
        "microacquisition.integrations.gc_notify.list_missing_settings",
    ),
}
MAIL_CARRIER = "demo" if DEMO else os.environ.get("MAIL_CARRIER", "smtp")
if MAIL_CARRIER not in MAIL_CARRIERS:
    raise ImproperlyConfigured(f"MAIL_CARRIER is {MAIL_CARRIER!r}: choose smtp or gc_notify.")
MAIL_SENDER, MAIL_NOTICE_READER, MAIL_LIMIT, MAIL_CHECK = MAIL_CARRIERS[MAIL_CARRIER]

# By way of payment; a way that is not named here is paid outside and recorded by hand.
PAYMENT_PROVIDERS = (
    {"paypal": "microacquisition.integrations.paypal.PayPal"} if os.environ.get("PAYPAL_CLIENT_ID") else {}
)

# Program and its public repository: CODE_HOST_REPOSITORIES="esdc=owner/name". None: pull requests are not used.
CODE_HOST = "microacquisition.integrations.github.GitHub"
CODE_HOST_REPOSITORIES = dict(
    pair.split("=", 1) for pair in os.environ.get("CODE_HOST_REPOSITORIES", "").split() if "=" in pair
)

BEACON = "microacquisition.integrations.drand.Drand"
DRAND_HOSTS = (
    "https://api.drand.sh", "https://api2.drand.sh", "https://api3.drand.sh", "https://drand.cloudflare.com",
)  # fmt: skip

SIGN_IN_MAIL = "microacquisition.correspondence.sign_in_mail.send_sign_in_mail"
