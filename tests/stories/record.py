"""The record of a story, recomputed as an auditor would."""

from io import StringIO

from django.core.management import call_command

from microacquisition.opportunities.opportunity import Opportunity


def verify_record(opportunity: Opportunity) -> None:
    """Run `bin/manage verify_record` over the whole record and over this opportunity; CommandError where it differs."""
    reference = Opportunity.objects.values_list("reference", flat=True).get(pk=opportunity.pk)
    for chosen in ([], [reference]):
        said = StringIO()
        call_command("verify_record", *chosen, stdout=said)
        assert "Events that follow from one another: 0" not in said.getvalue()
