"""What the database keeps itself: the words of each posted opportunity, and the order of what happened in public."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.models import Event, refuse_changes


class SearchWords(models.Model):
    """Title, skills and text in each language, folded; written by the triggers of `sql/search_words.sql` alone."""

    opportunity = models.OneToOneField(
        Opportunity, on_delete=models.PROTECT, primary_key=True, related_name="search_words"
    )
    words_en = SearchVectorField()
    words_fr = SearchVectorField()

    read_only = True

    class Meta:
        indexes = [
            GinIndex(fields=["words_en"], name="search_words_en"),
            GinIndex(fields=["words_fr"], name="search_words_fr"),
        ]


class PublishedEvent(models.Model):
    """One thing that happened in public; `number` follows the order of the commits, without a gap.

    Written as each transaction ends, one at a time, by the trigger of `sql/published_events.sql` alone: whoever has
    read a number has been able to read every smaller one.
    """

    number = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="published")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="published_events")
    at = models.DateTimeField()  # when it got its number: grows with it, whenever the event was recorded

    read_only = True

    class Meta:
        triggers = refuse_changes()
