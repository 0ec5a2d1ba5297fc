"""Outbox, texts and their overrides, PDF rendering."""
