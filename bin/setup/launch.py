"""Makes the virtual environment where it is missing, then runs one of our commands in it (standard library only)."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"


def main() -> None:
    """Hand over to the module `setup.<command>` inside the virtual environment."""
    command, *arguments = sys.argv[1:]
    needs_tests = command in ("bench", "check") or arguments[:1] == ["lock"]
    # A developer's own environment, with everything installed, may stand in.
    python = os.environ.get("USE_PYTHON") or prepare_environment("test" if needs_tests else "run")
    os.environ["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'bin'}"
    os.environ["PATH"] = f"{Path(python).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.execv(python, [python, "-m", f"setup.{command}", *arguments])


def prepare_environment(kind: str) -> str:
    """Return the Python of a virtual environment that holds what `requirements/<kind>.txt` locks."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        sys.exit("Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv).")
    if not PYTHON.exists():
        print("Making a virtual environment in .venv …", flush=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], capture_output=True, text=True
        )
        if made.returncode:
            sys.exit(f"The virtual environment could not be made: {made.stdout}{made.stderr}")
    if not is_installed(kind):
        install(kind)
    return str(PYTHON)


def digest_of(kind: str) -> str:
    """Return the digest of the locked requirements `kind`."""
    return hashlib.sha256((ROOT / "requirements" / f"{kind}.txt").read_bytes()).hexdigest()


def is_installed(kind: str) -> bool:
    """Say whether exactly these locked requirements were installed before."""
    stamp = ENVIRONMENT / f"installed-{kind}"
    return stamp.exists() and stamp.read_text() == digest_of(kind)


def install(kind: str) -> None:
    """Install the locked requirements `kind`, checking every file's hash and showing how far it is."""
    path = ROOT / "requirements" / f"{kind}.txt"
    total = path.read_text().count("==")
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
    ]
    process = subprocess.Popen(
        [*command, "--progress-bar", "off", "-r", str(path)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    lines, done = [], 0
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            done += 1
            print(f"\rDownloading packages: {done} of {total}", end="", flush=True)
        elif line.startswith("Installing collected packages"):
            print("\nInstalling them …", flush=True)
    if process.wait():
        print()
        sys.exit("The packages could not be installed. pip said:\n" + "".join(lines[-15:]))
    # The tests' packages hold the site's.
    for installed in {kind, "run"}:
        (ENVIRONMENT / f"installed-{installed}").write_text(digest_of(installed))


if __name__ == "__main__":
    main()
