"""Starts the whole site: database, tables, demo, web, worker."""

import argparse
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import psycopg

from setup import prepare
from setup.addresses import check_database, keep_site_address, set_database_addresses
from setup.embedded import is_running, start_server, stop_server
from setup.installation import choose_demo, read_demo
from setup.keys import make_keys
from setup.places import ROOT, find_installation_folder
from setup.supervisor import Child, GaveUp, Supervisor

READY_WITHIN = 90.0


def main() -> None:
    """Start, say where the site is, and keep it running until Ctrl-C."""
    options = read_options()
    check_port(options.port)
    uses_embedded = not os.environ.get("DATABASE_URL")
    keep_site_address(f"http://localhost:{options.port}")
    set_database_addresses()
    try:
        check_database(os.environ["DATABASE_URL"])
        if not os.environ.get("DATABASE_OWNER_URL"):
            sys.exit("DATABASE_OWNER_URL is missing: the address of the role that owns the tables.")
        check_database(os.environ["DATABASE_OWNER_URL"])
        make_keys(os.environ["DATABASE_OWNER_URL"])
        demo = choose_demo(options.demo, read_demo(os.environ["DATABASE_OWNER_URL"]))
        os.environ["DEMO"] = "1" if demo else ""
        bring_up_to_date(demo=demo)
        keep_running(options.port, demo, uses_embedded)
    finally:
        if uses_embedded:
            stop_server(find_installation_folder() / "database")


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bin/run", description="Start the whole site on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="port of the site (8000)")
    parser.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        help="people and opportunities to try things with, or an empty site; fixed at the first start (a demo)",
    )
    return parser.parse_args()


def check_port(port: int) -> None:
    """End with one sentence where something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            sys.exit(f"Port {port} cannot be used, probably it is taken: choose another with --port.")


def bring_up_to_date(*, demo: bool) -> None:
    """Prepare whatever changed since the last start."""
    prepare.prepare_words()
    prepare.prepare_static_files()
    prepare.prepare_tables()
    if demo:
        prepare.prepare_demo()


def keep_running(port: int, demo: bool, uses_embedded: bool) -> None:
    """Run web and worker under the supervisor until somebody stops us."""
    address = os.environ["SITE_ADDRESS"]
    environment = prepare.clean_environment(address, demo=demo)
    environment.setdefault("READY_ADDRESS", f"http://127.0.0.1:{port}/readyz")
    supervisor = Supervisor(
        describe_children(port, environment, prepare.make_log_folder()),
        (lambda: restart_database(find_installation_folder() / "database"))
        if uses_embedded
        else lambda: None,
    )
    try:
        supervisor.start()
        if supervisor.wait_until(lambda: answers_ready(port), READY_WITHIN):
            say_where(address, environment, demo=demo)
            supervisor.watch()
        print("\nStopping …", flush=True)
    except GaveUp as failure:
        sys.exit(str(failure))
    finally:
        supervisor.stop()


def describe_children(port: int, environment: dict[str, str], logs: Path) -> list[Child]:
    """Return the processes of the site, not yet started: the web server and the worker."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", os.environ.get("WEB_PROCESSES", "2"), "--blocking-threads", "64", "--backpressure", "512",
        "--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10s",
        "--no-ws", "--working-dir", str(ROOT), "config.wsgi:application",
    ]  # fmt: skip
    # Whoever waits for a page comes before the mails.
    worker = [
        "nice", "-n", "10", sys.executable, "-m", "django", "procrastinate", "worker", "--fetch-job-polling-interval", "1",
        "--shutdown-graceful-timeout", "10",
    ]  # fmt: skip
    return [
        Child("The web server", web, environment, logs / "web.log"),
        Child("The worker", worker, environment, logs / "worker.log"),
    ]


def restart_database(folder: Path) -> None:
    """Start the embedded database whose data lies under `folder` again where it died."""
    if not is_running(folder / "data"):
        print("The database stopped by itself; it is started again.", flush=True)
        try:
            start_server(folder)
        except (subprocess.SubprocessError, psycopg.Error, AssertionError, OSError) as failure:
            # What the old one left behind may still be in use, or be repaired: the supervisor comes back at once.
            print(f"It could not be started yet ({type(failure).__name__}).", flush=True)


def answers_ready(port: int) -> bool:
    """Say whether the site answers that it is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def say_where(address: str, environment: dict[str, str], *, demo: bool) -> None:
    """Print the site's address and, in a demo, one sign-in link for each role."""
    print(f"\nMicro-Acquisition is running: {address}\nCtrl-C stops it.\n", flush=True)
    if demo and prepare.has_command("demo_links"):
        command = [sys.executable, "-m", "django", "demo_links"]
        links = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
        if links.stdout.strip():
            print(
                f"Sign in as (each link works once, for 15 minutes; bin/manage demo_links makes new ones):\n{links.stdout}"
            )
        elif links.returncode:
            print("The sign-in links could not be made:", links.stderr.strip().splitlines()[-1])
        sys.stdout.flush()


if __name__ == "__main__":
    main()
