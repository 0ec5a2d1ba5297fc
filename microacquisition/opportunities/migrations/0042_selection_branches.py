"""Debriefs, witnesses of a draw, and the secret of a witnessed one."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0041_clarifications"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Debrief",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("question", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("met_on", models.DateField(null=True)),
                ("met_with", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Witness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("position", models.CharField(max_length=200)),
                ("signed_on", models.DateField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="commitment",
            name="committed_before_beacon",
        ),
        migrations.AddField(
            model_name="opportunity",
            name="draw_secret_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="wrapped_draw_secret",
            field=models.BinaryField(null=True),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("committed_at__lt", models.F("beacon_at")),
                    models.Q(("entrants_count", 1), models.Q(("purpose", "insertion"), _negated=True)),
                    _connector="OR",
                ),
                name="committed_before_beacon",
            ),
        ),
        migrations.AddField(
            model_name="debrief",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="debrief",
            name="application",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="debrief",
                to="opportunities.application",
            ),
        ),
        migrations.AddField(
            model_name="debrief",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="witness",
            name="result",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="witnesses",
                to="opportunities.drawresult",
            ),
        ),
        migrations.AddConstraint(
            model_name="debrief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="debrief_is_answered_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="debrief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("met_on", None), ("met_with", "")),
                    models.Q(("met_on__isnull", False), models.Q(("met_with", ""), _negated=True)),
                    _connector="OR",
                ),
                name="debrief_meeting_is_whole",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="debrief",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="89b0889dfebd2b8a4addd5ea84b326b3cf555c4e",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_f4753",
                    table="opportunities_debrief",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="debrief",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="7459088811404c441c375203b5d2b6a45523373c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_12fd4",
                    table="opportunities_debrief",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="witness",
            constraint=models.UniqueConstraint(fields=("result", "name"), name="two_different_witnesses"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="witness",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6e16a5ddb196c177119c758c56e4d8cbf764e54c",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_71762",
                    table="opportunities_witness",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="witness",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b9e876b21c5c730a0037e1c01f35db72da5a08fe",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_75b48",
                    table="opportunities_witness",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="witness",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="bb11035a32e7fded1eaae9d8e89093fc8fec2b96",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_cf7b3",
                    table="opportunities_witness",
                    when="BEFORE",
                ),
            ),
        ),
    ]
