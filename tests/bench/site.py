"""A whole site for one measurement: a database server of its own, web and worker as bin/run starts them."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connections

from setup.embedded import APPLICATION, OWNER, Server, is_running, start_server, stop_server
from setup.places import find_data_folder
from setup.run import answers_ready, describe_children, restart_database
from setup.supervisor import Supervisor
from tests.bench.computing import read_computing
from tests.bench.databases import run_the_real_clock
from tests.database.template import copy_template, drop_database, ensure_template, point_django_at
from tests.free_ports import find_free_port

FOLDER = find_data_folder() / "bench-server"
READY_WITHIN = 120.0


@dataclass
class Site:
    """A running site, and how to hurt it; `outages` are the seconds until it was ready again."""

    port: int
    server: Server
    database: str
    supervisor: Supervisor
    outages: list[float] = field(default_factory=list)

    def owner_runs(self, *statements: str) -> None:
        """Run statements as the owner of the tables, who can take guards away."""
        with self.server.connect(OWNER, self.database) as owner:
            for statement in statements:
                owner.execute(statement.encode())

    def read_computing(self) -> dict[str, float]:
        """Return the seconds computed so far, by who computed them; the load is this process."""
        named = dict(zip(("web", "worker"), self.supervisor.children, strict=True))
        found = {
            name: read_computing(child.process.pid) if child.process else 0.0 for name, child in named.items()
        }
        return {**found, "PostgreSQL": read_computing(_find_postmaster()), "load": time.process_time()}

    def kill_web_process(self) -> None:
        """Kill the web server’s oldest working process; its parent starts another."""
        parent = self.supervisor.children[0].process
        if parent is None:
            return
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        listed = children.read_text().split() if children.exists() else []
        working = [each for each in listed if "spawn_main" in Path(f"/proc/{each}/cmdline").read_text()]
        if working:
            _kill(int(min(working, key=_read_start)))

    def kill_database(self) -> None:
        """Kill PostgreSQL’s first process, and note how long the site is not ready."""
        _kill(_find_postmaster())
        began = time.monotonic()
        while is_running(FOLDER / "data") and time.monotonic() - began < 1:
            time.sleep(0.01)
        while not answers_ready(self.port):
            time.sleep(0.1)
        self.outages.append(time.monotonic() - began)


def _find_postmaster() -> int:
    return int((FOLDER / "data" / "postmaster.pid").read_text().split()[0])


def _read_start(process: str) -> int:
    """Return when a process started, in ticks since the machine did."""
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19])


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def run_site() -> Iterator[Site]:
    """Start the site on an empty database whose commits last, reached by Django here too; stop it at the end."""
    server = start_server(FOLDER)
    name = f"test_{os.getpid()}_site"
    copy_template(server, ensure_template(server), name)
    run_the_real_clock(server, name)
    point_django_at(server, APPLICATION, name)
    supervisor, port = _supervise(server, name)
    ended = threading.Event()

    def watch() -> None:
        while not ended.is_set():
            supervisor.watch_once()

    watcher = threading.Thread(target=watch)
    try:
        supervisor.start()
        if not supervisor.wait_until(lambda: answers_ready(port), READY_WITHIN):
            raise KeyboardInterrupt
        watcher.start()
        yield Site(port, server, name, supervisor)
    finally:
        ended.set()
        if watcher.is_alive():
            watcher.join()
        supervisor.stop()
        connections.close_all()
        drop_database(start_server(FOLDER), name)
        stop_server(FOLDER)


def _supervise(server: Server, name: str) -> tuple[Supervisor, int]:
    port = find_free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.site_settings",
        "BENCH_DATABASE": server.write_address(APPLICATION, name),
        "READY_ADDRESS": f"http://127.0.0.1:{port}/readyz",
    }
    logs = Path(tempfile.mkdtemp(prefix="bench-logs-"))
    return Supervisor(describe_children(port, environment, logs), lambda: restart_database(FOLDER)), port
