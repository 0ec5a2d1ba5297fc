"""Survey links and answers: no row of one leads to a row of the other, nor to a person."""

import uuid

from django.db import models
from django.db.models import Q

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.models import refuse_changes


class SurveyKind(models.TextChoices):
    """Who is asked."""

    SUPPLIER = "supplier"
    CLIENT = "client"


class SurveyAsked(models.Model):
    """That the people of one purchase were asked: they are asked once."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=SurveyKind.choices)

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "kind"], name="asked_once")]
        triggers = refuse_changes()


class SurveyLink(models.Model):
    """A link that was not used yet; it is deleted with the answer, or once its last day is over."""

    token_hash = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=10, choices=SurveyKind.choices)
    programme_code = models.CharField(max_length=30)
    last_day = models.DateField()


class SurveyAnswer(models.Model):
    """What somebody answered, in a month; nobody can tell who."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=SurveyKind.choices)
    programme_code = models.CharField(max_length=30)
    month = models.CharField(max_length=7)  # 2026-11
    notice = models.CharField(max_length=40)  # which privacy notice was shown, in either language
    answers = models.JSONField()  # by the code of the question

    append_only = True

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(month__regex=r"^\d{4}-\d{2}$"), name="a_month_and_no_day")
        ]
        triggers = refuse_changes()
