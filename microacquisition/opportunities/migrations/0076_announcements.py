"""What is told to many, and how far the worker has come with it."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0072_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("event_id", models.UUIDField()),
                ("template", models.CharField(max_length=100)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("subscribers", "Subscribers"),
                            ("followers", "Followers"),
                            ("weekly", "Weekly"),
                        ],
                        max_length=20,
                    ),
                ),
                ("values", models.JSONField()),
                ("at", models.DateTimeField()),
                ("reached", models.UUIDField(null=True)),
                ("told", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "opportunity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcements",
                        to="opportunities.opportunity",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at", None)), fields=["at"], name="announcement_waiting"
                    ),
                    models.Index(fields=["audience", "-at"], name="announcement_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event_id", "template"), name="announced_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opportunity__isnull", False), ("audience", "weekly"), _connector="OR"
                        ),
                        name="announcement_of_an_opportunity",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="announcement",
            trigger=pgtrigger.compiler.Trigger(
                name="announcement_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="41262ac9b1b3aa4a039ecc95a9528404c29adb36",
                    operation="DELETE",
                    pgid="pgtrigger_announcement_stays_8a7ad",
                    table="opportunities_announcement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="announcement",
            trigger=pgtrigger.compiler.Trigger(
                name="announcement_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."values" IS DISTINCT FROM (NEW."values"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="21326777f38eac5f8eeb791ea3499b7c39847dcc",
                    operation="UPDATE",
                    pgid="pgtrigger_announcement_fixed_d2331",
                    table="opportunities_announcement",
                    when="BEFORE",
                ),
            ),
        ),
    ]
