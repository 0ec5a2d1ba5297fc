"""Telling many: the mailing list hears of new opportunities, followers of what happens to theirs."""
