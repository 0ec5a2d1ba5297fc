"""What the search finds: the words of each posted opportunity, which the database keeps itself."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from microacquisition.opportunities.opportunity import Opportunity


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
