"""Amendments, questions, heartbeats; a rule moves a closing once; a draft’s author is reminded once."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0014_taken_forms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=30)),
                ("reason_en", models.TextField(blank=True)),
                ("reason_fr", models.TextField(blank=True)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("text", models.TextField()),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="application",
            name="reminded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="closingchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("rule", ""), _negated=True),
                fields=("opportunity", "rule"),
                name="a_rule_moves_a_closing_once",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="after",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amendment",
                to="opportunities.statementversion",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="amended_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="before",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="opportunities.statementversion",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="opportunity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amendments",
                to="opportunities.opportunity",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heartbeat",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c5bbbbd95c35de04186b084cab322d46bc21ff56",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_d1868",
                    table="opportunities_heartbeat",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heartbeat",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="f4ee6bcce4134732fcbad969a29f3738d49eecf7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_31f75",
                    table="opportunities_heartbeat",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heartbeat",
            trigger=pgtrigger.compiler.Trigger(
                name="sets_its_own_instant",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.at = current_instant(); RETURN NEW;",
                    hash="c4e24864a7de2dc4dae6ace8aefd2f8c1ece8dae",
                    operation="INSERT",
                    pgid="pgtrigger_sets_its_own_instant_d3987",
                    table="opportunities_heartbeat",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heartbeat",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_early_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF OLD.at > current_instant() - interval '7 days' THEN RAISE EXCEPTION 'too early to prune' USING ERRCODE = 'MA005'; END IF; RETURN OLD;",
                    hash="a90f2037f368eefe01bbeb7031cc7c92c85fda90",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_early_delete_dbfe8",
                    table="opportunities_heartbeat",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="opportunity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="opportunities.opportunity",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="245903f05bcbb3e3fe14b476bdb6c7ad0b80beb6",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_ff6bb",
                    table="opportunities_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8d33ede0f39170b0744ec64866f3419b35fdb81a",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_751d0",
                    table="opportunities_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="c45a70bfabc64cb09668d3a2fb49d8d20b786b96",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_e2068",
                    table="opportunities_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_at__isnull", True), ("answered_at__gte", models.F("asked_at")), _connector="OR"
                ),
                name="answered_after_it_was_asked",
            ),
        ),
    ]
