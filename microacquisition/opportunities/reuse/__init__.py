"""Catalogue entries, release of funds, close-out."""
