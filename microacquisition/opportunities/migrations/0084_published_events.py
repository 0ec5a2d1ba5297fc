"""What happens in public, with the number that it gets as it is committed."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0077_interest"),
        ("records", "0004_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedEvent",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="records.event",
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_events",
                        to="opportunities.opportunity",
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedevent",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c22a1058385cff7d0fbc8f01e76c4e685c379d0c",
                    operation="UPDATE",
                    pgid="pgtrigger_refuse_update_d7b6e",
                    table="opportunities_publishedevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedevent",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ab826f79563fb64f7ad55f2b3fd9228200f3a682",
                    operation="DELETE",
                    pgid="pgtrigger_refuse_delete_94543",
                    table="opportunities_publishedevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedevent",
            trigger=pgtrigger.compiler.Trigger(
                name="refuse_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
                    hash="65257d77e3d05d6ca221b529e1d1c7e90521dafd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_refuse_truncate_012e6",
                    table="opportunities_publishedevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
