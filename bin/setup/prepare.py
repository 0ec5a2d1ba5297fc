"""Brings words, static files, database and demo up to date, each only where its sources changed."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from setup.places import ROOT, VAR
from setup.stamps import digest_files, is_stamped, stamp

SOURCE = ROOT / "microacquisition"


def run_command(*arguments: str, owner: bool = False) -> None:
    """Run a management command quietly; end with its message where it fails."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.run"}
    if owner:
        environment["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
    command = [sys.executable, "-m", "django", *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


def has_command(name: str) -> bool:
    """Say whether some app has the management command `name`."""
    return any(SOURCE.glob(f"*/management/commands/{name}.py"))


def prepare_words() -> None:
    """Compile the French."""
    digest = digest_files((ROOT / "locale" / "fr").glob("*.po"))
    if is_stamped("words", digest) and (ROOT / "locale/fr/LC_MESSAGES/django.mo").exists():
        return
    print("Compiling the French …", flush=True)
    run_command("compile_words")
    stamp("words", digest)


def prepare_static_files() -> None:
    """Collect style sheets, scripts and pictures."""
    requirements = ROOT / "requirements" / "run.txt"
    files = (path for path in SOURCE.glob("*/static/**/*") if path.is_file())
    digest = digest_files([requirements, *files])
    if is_stamped("static", digest) and (VAR / "static").exists():
        return
    print("Collecting static files …", flush=True)
    run_command("collectstatic", "--noinput", "--clear")
    stamp("static", digest)


def prepare_tables() -> None:
    """Migrate the database as its owner."""
    files = [path for path in SOURCE.rglob("migrations/*") if path.suffix in (".py", ".sql")]
    files += [*SOURCE.rglob("sql/*.sql"), SOURCE / "records" / "grants.py", ROOT / "requirements" / "run.txt"]
    code = digest_files(files)
    if is_stamped("tables", f"{code} {describe_tables()}"):
        return
    print("Preparing the tables …", flush=True)
    run_command("migrate", "--noinput", owner=True)
    stamp("tables", f"{code} {describe_tables()}")


def prepare_demo() -> None:
    """Load the demo's people and opportunities into a database that has none."""
    if not has_command("load_demo") or is_stamped("demo", describe_database()):
        return
    print("Loading the demo …", flush=True)
    run_command("load_demo")
    stamp("demo", describe_database())


def describe_database() -> str:
    """Return what tells this database from another one of the same address."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute(
            "SELECT d.oid, c.system_identifier FROM pg_database d, pg_control_system() c"
            " WHERE d.datname = current_database()"
        ).fetchone()
    return str(row)


def describe_tables() -> str:
    """Return which database this is and how many migrations it has."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL").fetchone()
        if not row or not row[0]:
            return "empty"
        count = connection.execute("SELECT count(*) FROM public.django_migrations").fetchone()
    return f"{describe_database()} {count}"


def clean_environment(address: str, *, demo: bool) -> dict[str, str]:
    """Return the environment of web and worker: never with the owner's address."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    environment.update(DJANGO_SETTINGS_MODULE="config.settings.run", DEMO="1" if demo else "")
    environment.setdefault("SITE_ADDRESS", address)
    return environment


def make_log_folder() -> Path:
    """Return the folder of the logs."""
    folder = VAR / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
