"""Releases of open data as published; survey links and answers, apart from each other."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("opportunities", "0071_search_words_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="SurveyAsked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("supplier", "Supplier"), ("client", "Client")], max_length=10),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SurveyLink",
            fields=[
                ("token_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(choices=[("supplier", "Supplier"), ("client", "Client")], max_length=10),
                ),
                ("programme_code", models.CharField(max_length=30)),
                ("last_day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="ReadUntil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.BigIntegerField()),
                (
                    "opportunity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="opportunities.opportunity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ocid", models.CharField(db_index=True, max_length=60)),
                ("code", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("body", models.TextField()),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="opportunities.opportunity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(choices=[("supplier", "Supplier"), ("client", "Client")], max_length=10),
                ),
                ("programme_code", models.CharField(max_length=30)),
                ("month", models.CharField(max_length=7)),
                ("notice", models.CharField(max_length=40)),
                ("answers", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__regex", "^\\d{4}-\\d{2}$")), name="a_month_and_no_day"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="99949169b3d8fe05ef0a1d3882aa2c40c5917d76",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_a6805",
                    table="reports_surveyanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="813f83111d8e152479472875af415f47577fafb0",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_59ac5",
                    table="reports_surveyanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="dbcc019c93dccfc5ea66e540f261c6f58fba31ee",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_04e5c",
                    table="reports_surveyanswer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="surveyasked",
            name="opportunity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opportunities.opportunity"
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                fields=("opportunity", "code"), name="a_moment_is_released_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2bf086e90300b167e7208c0d1aa70db5ac1ce522",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_73c1d",
                    table="reports_release",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="500007229c1a78d4dbfcbbb6199455d4bd86d73d",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_3ac43",
                    table="reports_release",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="8d65efc10b3fdc01a82d7b86ac70dd2e6d98c418",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_06e95",
                    table="reports_release",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyasked",
            constraint=models.UniqueConstraint(fields=("opportunity", "kind"), name="asked_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyasked",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="cf9efdd15acf9010bcb72f9e80593c22078b4c98",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_be8be",
                    table="reports_surveyasked",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyasked",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="5232ecd97a5088c5fafbd5ea8725fe6d12f34b96",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_cb462",
                    table="reports_surveyasked",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveyasked",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="b4fe3083cb2a14533dfe2be7dc835bf991dbeb33",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_918c6",
                    table="reports_surveyasked",
                    when="BEFORE",
                ),
            ),
        ),
    ]
