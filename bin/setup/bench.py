"""Hands over to the measurements of tests/bench, which run against databases of their own."""

import os
import sys


def main() -> None:
    """Run what the command line asks for."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    os.execv(sys.executable, [sys.executable, "-m", "tests.bench", *sys.argv[1:]])


if __name__ == "__main__":
    main()
