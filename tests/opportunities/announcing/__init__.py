"""Telling many: the mailing list and followers."""
