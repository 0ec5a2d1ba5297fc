"""Purchases told from their beginning to their end, through HTTP, each actor in their language."""
