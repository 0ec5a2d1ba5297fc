"""The API: what it answers, its document, and its change feed."""
