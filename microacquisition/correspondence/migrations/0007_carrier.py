"""The carrier’s state and limit, its notices of delivery, who wrote a program’s own text; mail waits by its class."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0003_mailing_list"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Carrier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("next_at", models.DateTimeField(null=True)),
                ("day", models.DateField(null=True)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("away_since", models.DateTimeField(null=True)),
                ("resumes_at", models.DateTimeField(null=True)),
                ("failing_since", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="MailNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=120, unique=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("delivered", "Delivered"),
                            ("returned", "Returned"),
                            ("complained", "Complained"),
                            ("undelivered", "Undelivered"),
                        ],
                        max_length=12,
                    ),
                ),
                ("received_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="message_waiting",
        ),
        migrations.AddField(
            model_name="textoverride",
            name="written_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(
            model_name="textoverride",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "queued")),
                fields=["kind", "next_try_at"],
                name="message_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "failed")), fields=["created_at"], name="message_failed"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("sealed", None), ("state", "sent")),
                fields=["sent_at"],
                name="message_left",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="textoverride",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="561730a863ef8d9d799e55573a1d8b3c823be186",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_b82ca",
                    table="correspondence_textoverride",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="textoverride",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="17f1d34f106d66efbb713117f7c21d659c9c4571",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_36307",
                    table="correspondence_textoverride",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="textoverride",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="30ab3627c4e54cde273ca0045be4e86485a96366",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_e27a6",
                    table="correspondence_textoverride",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="carrier",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_carrier"),
        ),
        migrations.AddField(
            model_name="mailnotice",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="correspondence.message",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="f15acc9a840bc9bd74e3241e367b04cf082e6c41",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_7a2ae",
                    table="correspondence_mailnotice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b8dc798360e454bcf1474726b917e40238035378",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_d5244",
                    table="correspondence_mailnotice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mailnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="8e109c80cb46f9ca2577c0c41a94c1cc6f60337a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_1969b",
                    table="correspondence_mailnotice",
                    when="BEFORE",
                ),
            ),
        ),
    ]
