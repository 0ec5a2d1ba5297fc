"""Grants the application role what it needs on each table, and no more."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import sql

APPLICATION_ROLE = "microacquisition"
MIGRATIONS_ALONE = {"django_migrations", "site_installation"}
UNSAFE_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql' AND p.proname NOT LIKE 'procrastinate%'
  AND p.proowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
  AND NOT EXISTS (SELECT FROM unnest(p.proconfig) option WHERE option LIKE 'search_path=%pg_temp%')
"""


def list_append_only_tables() -> set[str]:
    """Return the tables whose rows are never changed: of models with `append_only = True`."""
    return _list_tables("append_only")


def list_read_only_tables() -> set[str]:
    """Return the tables only triggers and migrations write: of models with `read_only = True`."""
    return _list_tables("read_only")


def _list_tables(mark: str) -> set[str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models if getattr(model, mark, False)}


def choose_rights(table: str) -> str:
    """Return the rights the application role has on `table`; TRUNCATE is granted nowhere."""
    if table in list_read_only_tables() or table in MIGRATIONS_ALONE:
        return "SELECT"
    return "SELECT, INSERT" if table in list_append_only_tables() else "SELECT, INSERT, UPDATE, DELETE"


def grant_application_role(using: str = DEFAULT_DB_ALIAS, **signal: Any) -> None:
    """Grant the application role its rights anew, after every migration; needs the owner's connection.

    Read-only tables get SELECT, append-only ones INSERT too, all others UPDATE and DELETE too.
    """
    role = sql.Identifier(getattr(settings, "APPLICATION_ROLE", APPLICATION_ROLE))
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        tables = [row[0] for row in cursor.fetchall()]
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        cursor.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))
        for table in tables:
            name = sql.Identifier("public", table)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, role))
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(choose_rights(table)), name, role))
        _fix_search_paths(cursor)


def _fix_search_paths(cursor: Any) -> None:
    # A function that does not name pg_temp looks there first: anybody's temporary table could stand in for ours.
    cursor.execute(UNSAFE_FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SET search_path = public, pg_catalog, pg_temp")
