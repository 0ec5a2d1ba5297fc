"""Races, each with its negative control."""
