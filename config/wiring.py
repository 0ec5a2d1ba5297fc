"""Which integration stands behind which port: the only place that names one."""

import os

DEMO = os.environ.get("DEMO", "") == "1"

MAIL_SENDER = (
    "microacquisition.integrations.demo_mailbox.DemoMailboxSender"
    if DEMO
    else "microacquisition.integrations.smtp.SmtpSender"
)

SIGN_IN_MAIL = "microacquisition.correspondence.sign_in_mail.send_sign_in_mail"
