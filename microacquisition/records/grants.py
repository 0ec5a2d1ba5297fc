"""Grants the application role what it needs on each table, and no more."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import sql

APPLICATION_ROLE = "microacquisition"
# Only migrations write these.
READ_ONLY = {"django_migrations", "site_installation"}


def list_append_only_tables() -> set[str]:
    """Return the tables whose rows are never changed: of models with `append_only = True`."""
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "append_only", False)
    }


def grant_application_role(using: str = DEFAULT_DB_ALIAS, **signal: Any) -> None:
    """Grant the application role its rights anew, after every migration; needs the owner's connection.

    Append-only tables get SELECT and INSERT, all others UPDATE and DELETE too; TRUNCATE is granted nowhere.
    """
    append_only = list_append_only_tables()
    role = sql.Identifier(getattr(settings, "APPLICATION_ROLE", APPLICATION_ROLE))
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        tables = [row[0] for row in cursor.fetchall()]
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        cursor.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))
        for table in tables:
            rights = "SELECT, INSERT, UPDATE, DELETE"
            if table in append_only:
                rights = "SELECT, INSERT"
            elif table in READ_ONLY:
                rights = "SELECT"
            name = sql.Identifier("public", table)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, role))
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights), name, role))
