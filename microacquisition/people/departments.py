"""Departments that buy, and the teams in them that need code."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from microacquisition.common.bilingual import Bilingual


class Department(models.Model):
    """A public body that buys through one or more programmes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("Code"), max_length=30, unique=True)
    name_en = models.CharField(_("Name in English"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200)
    mail_domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    programme_codes = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Bilingual:
        """The department's name."""
        return Bilingual(en=self.name_en, fr=self.name_fr)


class Team(models.Model):
    """A client team: who needs the code, named as on the statement (department, branch, division, team)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="teams")
    branch = models.CharField(_("Branch"), max_length=200, blank=True)
    division = models.CharField(_("Division"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200)

    class Meta:
        ordering = ("name_en",)
        constraints = [
            models.UniqueConstraint(
                fields=["department", "branch", "division", "name_en"], name="team_named_once_in_its_place"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> Bilingual:
        """The team's name."""
        return Bilingual(en=self.name_en, fr=self.name_fr)
