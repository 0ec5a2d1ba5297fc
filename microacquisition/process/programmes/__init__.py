"""Programmes are data: one folder each, with dated rules."""
