"""Closing, the list before the draw and the draw each publish the heads, and every auditor gets them by mail."""

import json

from procrastinate.contrib.django.models import ProcrastinateJob

from microacquisition.correspondence.models import Message
from microacquisition.records.checkpoints import CHECKPOINT_JOB
from microacquisition.records.jobs import write_checkpoint_now
from microacquisition.records.models import Event
from microacquisition.reports.auditors import mail_checkpoints
from tests.builders import make_people
from tests.opportunities.evaluation.builders import freeze, judge, make_opened, take
from tests.quicknet import paste_round_named


def count_jobs() -> int:
    """How many checkpoints are due."""
    return ProcrastinateJob.objects.filter(task_name=CHECKPOINT_JOB).count()


def test_each_is_published_and_mailed(committed_database, client, move_clock):
    people = make_people(suppliers=2)
    opportunity = make_opened(people)
    assert count_jobs() == 1  # closed
    judge(opportunity, people.evaluator)
    freeze(opportunity, people)
    take("commit_draw", opportunity, people.officer)
    assert count_jobs() == 2
    move_clock(opportunity.commitments.get().beacon_at)
    take("record_draw", opportunity, people.officer, value=paste_round_named())
    assert count_jobs() == 3
    write_checkpoint_now()
    drawn = Event.objects.get(stream=opportunity.stream, code="record_draw")
    published = Event.objects.get(code="publish_checkpoint")
    file = json.loads(client.get(f"/checkpoints/{published.subject_id}.json").content)
    heads = {stream: (seq, digest) for stream, seq, digest in json.loads(file["body"])["streams"]}
    last = Event.objects.filter(stream=opportunity.stream).latest("seq")
    assert heads[opportunity.stream] == (last.seq, last.hash) and last.seq >= drawn.seq
    mail_checkpoints()
    mail = Message.objects.get(template="reports/checkpoint_published", to_email=people.auditor.email)
    assert published.subject_id in mail.body
