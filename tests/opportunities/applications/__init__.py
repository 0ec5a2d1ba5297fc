"""Applying, closing, opening."""
