"""The dated rules of one programme."""
