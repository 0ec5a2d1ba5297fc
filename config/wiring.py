"""Which integration stands behind which port: the only place that names one."""

import os

DEMO = os.environ.get("DEMO", "") == "1"

MAIL_SENDER = (
    "microacquisition.integrations.demo_mailbox.DemoMailboxSender"
    if DEMO
    else "microacquisition.integrations.smtp.SmtpSender"
)

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
