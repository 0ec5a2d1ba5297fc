"""Mail about a sealed application stays sealed in the mailbox of a demo too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_outbox")]

    operations = [
        migrations.AddField("demomail", "sealed", models.BinaryField(null=True)),
        migrations.AlterField("demomail", "to_email", models.CharField(max_length=254, blank=True)),
        migrations.AlterField("demomail", "subject", models.TextField(blank=True)),
        migrations.AlterField("demomail", "text", models.TextField(blank=True)),
    ]
