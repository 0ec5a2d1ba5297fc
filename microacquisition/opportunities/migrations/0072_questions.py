"""Who asked (sealed), drafts of the client team, and every version of what is published about a question."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import microacquisition.process.rules.questions


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0071_search_words_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("question_en", models.TextField(blank=True)),
                ("question_fr", models.TextField(blank=True)),
                ("changed_en", models.TextField(blank=True)),
                ("changed_fr", models.TextField(blank=True)),
                ("answer_en", models.TextField(blank=True)),
                ("answer_fr", models.TextField(blank=True)),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                microacquisition.process.rules.questions.Unanswered["PROTECTED"],
                                microacquisition.process.rules.questions.Unanswered["PROTECTED"],
                            ),
                            (
                                microacquisition.process.rules.questions.Unanswered["OUT_OF_SCOPE"],
                                microacquisition.process.rules.questions.Unanswered["OUT_OF_SCOPE"],
                            ),
                            (
                                microacquisition.process.rules.questions.Unanswered["ANSWERED_ALREADY"],
                                microacquisition.process.rules.questions.Unanswered["ANSWERED_ALREADY"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason_en", models.TextField(blank=True)),
                ("reason_fr", models.TextField(blank=True)),
                ("general", models.BooleanField(default=False)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.AddField(
            model_name="question",
            name="asker",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="assigned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="draft",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="question",
            name="draft_language",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name="question",
            name="drafted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="drafted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="form_key",
            field=models.UUIDField(default=uuid.uuid4),
        ),
        migrations.AddField(
            model_name="question",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="360192fb4c47bfc0b1548f16b91a2ac2de246a86",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_f6d2b",
                    table="opportunities_question",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="7847b4eac5351c136a17e0354668cb4539724510",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_bb63a",
                    table="opportunities_question",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("opportunity", "number"), name="one_number_a_question"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("form_key",), name="a_question_form_works_once"),
        ),
        migrations.AddField(
            model_name="publishedanswer",
            name="published_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="publishedanswer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published",
                to="opportunities.question",
            ),
        ),
        migrations.AddField(
            model_name="publishedanswer",
            name="same_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="opportunities.question",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedanswer",
            constraint=models.UniqueConstraint(
                fields=("question", "number"), name="one_version_of_an_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("because", ""), _negated=True),
                    models.Q(("answer_en", ""), ("answer_fr", ""), _negated=True),
                    _connector="OR",
                ),
                name="answered_or_said_why_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("because", "answered_already"), _negated=True),
                    ("same_as__isnull", False),
                    _connector="OR",
                ),
                name="answered_already_says_where",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6bf8eb0b27885b8542e6b60643173eb978fe4cae",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_93155",
                    table="opportunities_publishedanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="34b7b74ddf2cfb855697d354f90e7a4e7b91a9af",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_68a77",
                    table="opportunities_publishedanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="d6d22e8ae521e4b0d35168d7cb75ed7ef30a0b67",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_e32fa",
                    table="opportunities_publishedanswer",
                    when="BEFORE",
                ),
            ),
        ),
    ]
