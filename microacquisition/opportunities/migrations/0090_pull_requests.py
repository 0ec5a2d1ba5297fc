"""Pull requests that bring a statement, and posted opportunities proposed to a public repository."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0085_published_events_numbered"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingPullRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme_code", models.CharField(max_length=30)),
                ("repository", models.CharField(max_length=140)),
                ("number", models.PositiveIntegerField()),
                ("address", models.URLField(max_length=300)),
                ("head", models.CharField(blank=True, max_length=64)),
                ("files", models.JSONField(default=dict)),
                ("title_en", models.CharField(blank=True, max_length=100)),
                ("title_fr", models.CharField(blank=True, max_length=100)),
                ("short_description_en", models.CharField(blank=True, max_length=500)),
                ("short_description_fr", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("repository", "number"), name="a_pull_request_is_read_as_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "opportunity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_post",
                        to="opportunities.opportunity",
                    ),
                ),
                ("repository", models.CharField(max_length=140)),
                ("number", models.PositiveIntegerField(null=True)),
                ("address", models.URLField(blank=True, max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name="request",
            name="pull_request",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="request",
                to="opportunities.incomingpullrequest",
            ),
        ),
    ]
