"""A funding form that was sent back is to be prepared anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0002_guards")]
    operations = [
        migrations.AddField(
            model_name="fundingform",
            name="returned_at",
            field=models.DateTimeField(null=True),
        ),
    ]
