"""The address that ends a list mail with one click stands in its row, and is never rewritten."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0002_sealed_demo_mail"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="message",
            name="message_fixed",
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="message_sealed_has_no_clear_text",
        ),
        migrations.AddField(
            model_name="message",
            name="unsubscribe",
            field=models.CharField(blank=True, max_length=500),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="message_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."recipient_key" IS DISTINCT FROM (NEW."recipient_key") OR OLD."reply_to" IS DISTINCT FROM (NEW."reply_to") OR OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."unsubscribe" IS DISTINCT FROM (NEW."unsubscribe"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4c31be19179a4debd90b96372eb543fefbaf6194",
                    operation="UPDATE",
                    pgid="pgtrigger_message_fixed_6da5d",
                    table="correspondence_message",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sealed", None),
                    models.Q(
                        ("body", ""), ("subject", ""), ("to_email", ""), ("to_name", ""), ("unsubscribe", "")
                    ),
                    _connector="OR",
                ),
                name="message_sealed_has_no_clear_text",
            ),
        ),
    ]
