"""Tracker, measures, open data, API, static site."""
