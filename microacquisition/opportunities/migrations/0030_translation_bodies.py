"""A submitted translation keeps its texts, so that later only what changed is translated again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0014_taken_forms")]

    operations = [
        migrations.AddField(
            model_name="translation",
            name="body",
            field=models.TextField(default="[]"),
        ),
    ]
