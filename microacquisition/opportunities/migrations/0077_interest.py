"""What subscribers think of an opportunity that is coming soon."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0076_announcements"),
    ]

    operations = [
        migrations.AlterField(
            model_name="announcement",
            name="audience",
            field=models.CharField(
                choices=[
                    ("subscribers", "Subscribers"),
                    ("followers", "Followers"),
                    ("invited", "Invited"),
                    ("weekly", "Weekly"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("respondent", models.CharField(max_length=64)),
                (
                    "opinion",
                    models.CharField(
                        choices=[
                            ("would_apply", "Would Apply"),
                            ("price_too_low", "Price Too Low"),
                            ("too_little_time", "Too Little Time"),
                            ("not_clear", "Not Clear"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interest",
                        to="opportunities.opportunity",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("opportunity", "respondent"), name="one_opinion_each")
                ],
            },
        ),
    ]
