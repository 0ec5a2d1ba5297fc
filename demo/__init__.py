"""Invented people and purchases of a demonstration installation, as plain data."""
