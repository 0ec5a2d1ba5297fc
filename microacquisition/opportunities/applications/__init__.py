"""Sealed applications and their receipts."""
