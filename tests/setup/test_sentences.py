"""What keeps the site from starting is said in one clear sentence, and the command ends with 1."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from setup import addresses
from setup.addresses import check_database
from setup.check import install_programs
from setup.installation import choose_demo, read_demo
from setup.places import ROOT


def run(*command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if name not in ("USE_PYTHON", "DATABASE_URL")}
    return subprocess.run(command, env=kept | environment, capture_output=True, text=True, timeout=60)


def assert_one_sentence(done: "subprocess.CompletedProcess[str]", sentence: str) -> None:
    assert done.returncode == 1, done.stdout + done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert sentence in lines[0]


def test_a_taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(str(ROOT / "bin" / "run"), "--port", port, USE_PYTHON=sys.executable)
    assert_one_sentence(done, f"Port {port} cannot be used")


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:9/none", "not an address"])
def test_a_database_that_does_not_answer(address):
    done = run(str(ROOT / "bin" / "run"), "--port", "0", DATABASE_URL=address, USE_PYTHON=sys.executable)
    assert_one_sentence(done, "The database of DATABASE_URL cannot be reached")


def test_a_database_without_the_address_of_its_owner(test_server, database_in_place):
    address = test_server.write_address("microacquisition", database_in_place)
    done = run(
        str(ROOT / "bin" / "run"), "--port", "0", DATABASE_URL=address, DATABASE_OWNER_URL="",
        USE_PYTHON=sys.executable,
    )  # fmt: skip
    assert_one_sentence(done, "DATABASE_OWNER_URL is missing")


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_the_module_of_virtual_environments(module):
    fake = (
        "import importlib.util, runpy, sys; find = importlib.util.find_spec;"
        f"importlib.util.find_spec = lambda name, *more: None if name == {module!r} else find(name, *more);"
        "sys.argv[1:] = ['run']; runpy.run_path(sys.argv.pop(0) or '', run_name='__main__')"
    )
    launch = str(ROOT / "bin" / "setup" / "launch.py")
    code = fake.replace("runpy.run_path(sys.argv.pop(0) or '', ", f"runpy.run_path({launch!r}, ")
    assert_one_sentence(run(sys.executable, "-c", code), "Python's venv module is missing")


def test_a_python_that_is_too_old(tmp_path):
    for name in ("python3.11", "python3.12", "python3.13", "python3.14", "python3"):
        old = tmp_path / name
        old.write_text("#!/bin/sh\nexit 1\n")
        old.chmod(old.stat().st_mode | stat.S_IXUSR)
    path = f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin"
    assert_one_sentence(
        run("/bin/sh", str(ROOT / "bin" / "run"), PATH=path), "Python 3.11 or newer is needed"
    )


def test_a_browser_that_cannot_be_installed(monkeypatch, capsys):
    monkeypatch.setattr("setup.check.shutil.which", lambda name: None)
    install_programs(needs_browser=True)
    assert "without: chromium, default-jre-headless." in capsys.readouterr().out


def test_a_database_that_answers_passes(test_server, database_in_place):
    check_database(test_server.write_address("microacquisition", database_in_place))


def test_the_database_says_whether_it_is_a_demo(test_server, database_in_place):
    assert read_demo(test_server.write_address("microacquisition", database_in_place)) is False
    assert read_demo(test_server.write_address("postgres", "postgres")) is None


@pytest.mark.parametrize(
    ("asked", "fixed", "demo"),
    [(None, None, True), (False, None, False), (None, False, False), (None, True, True), (True, True, True)],
)
def test_the_first_start_decides_whether_it_is_a_demo(asked, fixed, demo):
    assert choose_demo(asked, fixed) is demo


@pytest.mark.parametrize(("asked", "fixed"), [(True, False), (False, True)])
def test_a_later_start_cannot_decide_otherwise(asked, fixed):
    with pytest.raises(SystemExit, match="which cannot change"):
        choose_demo(asked, fixed)


def test_commands_speak_of_the_site_where_it_was_last_started(tmp_path, monkeypatch):
    monkeypatch.setattr(addresses, "SITE_ADDRESS", tmp_path / "var" / "site_address")
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    addresses.set_site_address()
    assert "SITE_ADDRESS" not in os.environ
    addresses.keep_site_address("http://localhost:8123")
    monkeypatch.delenv("SITE_ADDRESS")
    addresses.set_site_address()
    assert os.environ["SITE_ADDRESS"] == "http://localhost:8123"


def test_the_commands_can_be_executed():
    for name in ("run", "test", "bench", "manage", "setup/start"):
        assert os.access(Path(ROOT, "bin", name), os.X_OK)
