"""A judgment and a finding say met or not met, or a score: never both, never neither."""

from django.db import migrations, models
from django.db.models import Q

ONE_VERDICT = Q(met__isnull=False, score_hundredths=None) | Q(
    met=None, score_hundredths__isnull=False, score_hundredths__lte=10000
)


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0051_payment_provider")]

    operations = [
        migrations.RemoveConstraint(model_name="judgment", name="judgment_has_a_verdict"),
        migrations.AddConstraint(
            model_name="judgment",
            constraint=models.CheckConstraint(condition=ONE_VERDICT, name="judgment_has_one_verdict"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(condition=ONE_VERDICT, name="finding_has_one_verdict"),
        ),
    ]
