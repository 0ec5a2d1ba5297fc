"""The result of a public draw keeps the signature of its round."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0053_recorded_by_whom")]

    operations = [
        migrations.AddField(
            model_name="drawresult",
            name="signature",
            field=models.CharField(blank=True, default="", max_length=96),
            preserve_default=False,
        ),
    ]
