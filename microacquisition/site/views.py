"""The pages of the site itself: language choice, alive, ready."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from microacquisition.site.access import ANYONE, access

_migrated: list[bool] = []


@access(get=ANYONE)
def choose_language(request: HttpRequest) -> HttpResponse:
    """Ask which language to read in; both are on the page, neither is guessed."""
    return render(request, "site/pages/choose_language.html")


@access(get=ANYONE)
def say_alive(request: HttpRequest) -> HttpResponse:
    """Answer that this process runs; touches nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


@access(get=ANYONE)
def say_ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 where the database answers and holds every migration, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _is_migrated():
            return HttpResponse("migrations are missing\n", content_type="text/plain", status=503)
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


def _is_migrated() -> bool:
    # Only a yes is remembered: migrations are applied once and never taken back.
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.append(True)
    return True
