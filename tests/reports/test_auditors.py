"""Every checkpoint is mailed to every auditor, once, in their language."""

from datetime import timedelta

from microacquisition.correspondence.models import Message
from microacquisition.process.roles import Role
from microacquisition.records.checkpoints import write_checkpoint
from microacquisition.reports.auditors import mail_checkpoints
from microacquisition.reports.jobs import mail_checkpoints_to_auditors
from tests.lifecycle.make import make_staff


def test_each_auditor_gets_each_checkpoint_once(database):
    aude, alex = make_staff("Aude Auditor", Role.AUDITOR), make_staff("Alex Auditor", Role.AUDITOR)
    aude.language = "fr"
    aude.save()
    make_staff("Olga Officer", Role.OFFICER)
    first, second = write_checkpoint(), write_checkpoint()
    assert mail_checkpoints() == 4
    mail_checkpoints_to_auditors(timestamp=0)
    mails = Message.objects.filter(template="reports/checkpoint_published")
    assert mails.count() == 4
    assert set(mails.values_list("to_email", flat=True)) == {aude.email, alex.email}
    for checkpoint in (first, second):
        assert mails.filter(to_email=aude.email, language="fr", body__contains=checkpoint.digest).count() == 1
        assert mails.filter(body__contains=f"/checkpoints/{checkpoint.digest}.json").count() == 2


def test_an_old_checkpoint_is_not_mailed_to_a_new_auditor(database, move_clock):
    write_checkpoint()
    move_clock(timedelta(days=3))
    make_staff("Aude Auditor", Role.AUDITOR)
    assert mail_checkpoints() == 0
