"""A reservation keeps the fiscal year it was made for: work due in another one needs a new reservation."""

from typing import Any

from django.db import migrations, models


def take_from_form(apps: Any, schema_editor: Any) -> None:
    """Give each reservation the fiscal year of its funding form."""
    form = apps.get_model("opportunities", "FundingForm").objects.filter(
        opportunity=models.OuterRef("opportunity")
    )
    apps.get_model("opportunities", "Reservation").objects.update(
        fiscal_year=models.Subquery(form.values("fiscal_year")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0056_signed_rounds")]

    operations = [
        migrations.AddField(
            model_name="reservation",
            name="fiscal_year",
            field=models.CharField(default="", max_length=9),
            preserve_default=False,
        ),
        migrations.RunPython(take_from_form, migrations.RunPython.noop),
    ]
