"""Asks the database which kind of installation it was made for: a demo, or not."""

import sys

import psycopg


def read_demo(address: str) -> bool | None:
    """Return whether the database at `address` was made as a demo; None where it has no tables yet."""
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT to_regclass('public.site_installation') IS NOT NULL").fetchone()
        if not found or not found[0]:
            return None
        row = connection.execute("SELECT demo FROM public.site_installation").fetchone()
    return bool(row and row[0])


def choose_demo(asked: bool | None, fixed: bool | None) -> bool:
    """Return whether to run as a demo: what was `fixed` at creation, else what is `asked`, else yes.

    Ends with one sentence where the two differ.
    """
    if fixed is None:
        return asked is not False
    if asked is not None and asked != fixed:
        kind = "a demo" if fixed else "not a demo"
        sys.exit(
            f"This database was made as {kind}, which cannot change: use another database (DATABASE_URL)."
        )
    return fixed
