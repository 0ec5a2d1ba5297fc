"""Runs what CI runs: style, types, import contracts, tests; prints the ten slowest parts."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from setup.places import ROOT, VAR

Step = tuple[str, list[str]]


def main() -> None:
    """Run every step; end with 1 where one failed."""
    parser = argparse.ArgumentParser(prog="bin/test", description="Check everything as CI does.")
    parser.add_argument("--fast", action="store_true", help="the inner loop: no types, no browser")
    parser.add_argument("--full", action="store_true", help="every language, width, state and role too")
    options, more = parser.parse_known_args()
    install_programs(needs_browser=not options.fast)
    os.environ["TEST_EXTENT"] = "full" if options.full else "fast" if options.fast else "usual"
    # Each of the many processes that the tests start would compile the whole site again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    steps = list_steps(options.fast, more)
    # The tests begin on one core: they make their database. The other steps, one after the other, use the second.
    with ThreadPoolExecutor(1) as beside:
        others = beside.submit(run_steps, steps[:-1])
        failed = run_steps(steps[-1:])
    failed = [*others.result(), *failed]
    if failed:
        print(f"FAILED: {', '.join(failed)}", flush=True)
        sys.exit(1)


def list_steps(fast: bool, more: list[str]) -> list[Step]:
    """Return the steps in order; pytest last, so that its closing line is the last one."""
    python = [sys.executable, "-m"]
    steps = [
        ("style", [*python, "ruff", "check", "--quiet", "."]),
        ("format", [*python, "ruff", "format", "--check", "--quiet", "."]),
        ("import contracts", ["lint-imports"]),
    ]
    if not fast:
        steps.append(("types", [*python, "mypy", "microacquisition", "config"]))
    # Whole files, in their order: browsers first, stories last, so that both processes end together.
    how = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-q", "--durations=10"]
    choice = ["-m", "not browser"] if fast else []
    return [*steps, ("tests", [*python, "pytest", *how, *choice, *more])]


def run_steps(steps: list[Step]) -> list[str]:
    """Run the steps one after the other; return the names of those that failed."""
    return [name for name, command in steps if not run_step(name, command)]


def run_step(name: str, command: list[str]) -> bool:
    """Run one step and say how long it took; its output is shown where it failed or is the tests'."""
    start = time.monotonic()
    shown = name == "tests"
    done = subprocess.run(command, cwd=ROOT, capture_output=not shown, text=True)
    if not shown:
        print(f"{name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - start:.1f} s")
        if done.returncode:
            print(done.stdout + done.stderr)
        sys.stdout.flush()
    return done.returncode == 0


def install_programs(*, needs_browser: bool) -> None:
    """Install Chromium and Java where they are missing and we may; else say what to install."""
    VAR.mkdir(exist_ok=True)
    wanted = {"chromium": ("chromium", "chromium-browser"), "default-jre-headless": ("java",)}
    missing = [package for package, names in wanted.items() if not any(map(shutil.which, names))]
    if not needs_browser or not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Pages are not checked in a browser without: {', '.join(missing)}.", flush=True)
        return
    print(f"Installing {', '.join(missing)} …", flush=True)
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-qy", "--no-install-recommends", *missing],
    ):
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        )


if __name__ == "__main__":
    main()
