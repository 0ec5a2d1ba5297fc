"""The words that the search finds, the taxonomy as the database reads it, and skills found by their code."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0057_reservation_year"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWords",
            fields=[
                (
                    "opportunity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_words",
                        serialize=False,
                        to="opportunities.opportunity",
                    ),
                ),
                ("words_en", django.contrib.postgres.search.SearchVectorField()),
                ("words_fr", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.CreateModel(
            name="TaxonomySkill",
            fields=[
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("name_en", models.CharField(max_length=100)),
                ("name_fr", models.CharField(max_length=100)),
                ("other_names", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.AddIndex(
            model_name="requiredskill",
            index=models.Index(fields=["skill", "statement"], name="statements_by_skill"),
        ),
        migrations.AddIndex(
            model_name="searchwords",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words_en"], name="search_words_en"),
        ),
        migrations.AddIndex(
            model_name="searchwords",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words_fr"], name="search_words_fr"),
        ),
        migrations.AddField("statement", "location_en", models.CharField(blank=True, max_length=200)),
        migrations.AddField("statement", "location_fr", models.CharField(blank=True, max_length=200)),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                fields=["state", "closes_at"],
                include=[
                    "id",
                    "reference",
                    "opens_at",
                    "posted_at",
                    "price_cents",
                    "programme_code",
                    "department",
                ],
                condition=models.Q(("posted_at__isnull", False), ("practice", False)),
                name="public_list",
            ),
        ),
    ]
