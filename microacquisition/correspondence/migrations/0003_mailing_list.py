"""The mailing list: subscriptions, consent, requests that wait for confirmation, suppressed addresses."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0006_unsubscribe"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField()),
                ("wording", models.CharField(max_length=100)),
                ("wording_sha256", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=30)),
            ],
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("email", models.CharField(blank=True, max_length=254)),
                ("address_digest", models.CharField(max_length=64)),
                ("opportunity_id", models.UUIDField(null=True)),
                ("language", models.CharField(max_length=2)),
                (
                    "frequency",
                    models.CharField(
                        choices=[("at_once", "At Once"), ("weekly", "Weekly")],
                        default="at_once",
                        max_length=10,
                    ),
                ),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "programmes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("confirmed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsubscribed", "Unsubscribed"),
                            ("bounced", "Bounced"),
                            ("complained", "Complained"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SubscriptionRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("email", models.CharField(max_length=254)),
                ("opportunity_id", models.UUIDField(null=True)),
                ("language", models.CharField(max_length=2)),
                (
                    "frequency",
                    models.CharField(
                        choices=[("at_once", "At Once"), ("weekly", "Weekly")],
                        default="at_once",
                        max_length=10,
                    ),
                ),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "programmes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("wording", models.CharField(max_length=100)),
                ("wording_sha256", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=30)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SuppressedAddress",
            fields=[
                ("address_digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("unsubscribed", "Unsubscribed"),
                            ("bounced", "Bounced"),
                            ("complained", "Complained"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Queued"),
                    ("sent", "Sent"),
                    ("failed", "Failed"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="queued",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("kind", "list")), fields=["recipient_key"], name="list_mail_of_recipient"
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["opportunity_id", "id"],
                name="subscription_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("address_digest", "opportunity_id"),
                name="one_live_subscription",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at", None), ("ended_because", ""), models.Q(("email", ""), _negated=True)
                    ),
                    models.Q(
                        ("email", ""),
                        ("ended_at__isnull", False),
                        ("programmes", []),
                        ("skills", []),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ended_subscription_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ("en", "fr"))), name="subscription_language"
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="subscription",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="correspondence.subscription",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
                name="subscription_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8ccd969601dc7ea170a64397f57e3f0cf98b0bd8",
                    operation="DELETE",
                    pgid="pgtrigger_subscription_stays_793af",
                    table="correspondence_subscription",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
                name="subscription_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address_digest" IS DISTINCT FROM (NEW."address_digest") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7fe34f032c6e18f6680373797f7cf8c757aeda96",
                    operation="UPDATE",
                    pgid="pgtrigger_subscription_fixed_d5a8f",
                    table="correspondence_subscription",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
                name="subscription_ends_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ended_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="dcdcfb983126a110aae89cb90c26446a883d9426",
                    operation="UPDATE",
                    pgid="pgtrigger_subscription_ends_once_8d120",
                    table="correspondence_subscription",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="subscriptionrequest",
            index=models.Index(fields=["expires_at"], name="subscription_request_expiry"),
        ),
        migrations.AddConstraint(
            model_name="suppressedaddress",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ("bounced", "complained"))), name="suppressed_for_a_reason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="99043d38d5fcdc87ff2c18cca95e3a7ff35170bc",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_296c9",
                    table="correspondence_consent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="996df86c6970342dadcfb6ee74a1cace8e64d643",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_7292d",
                    table="correspondence_consent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="6c9788cf7a071408c53112a7d14d2a03e88d5a44",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_833f1",
                    table="correspondence_consent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
