"""The folder of a copy: only what an export wrote is ever replaced or taken away, and only once the new copy is whole."""

import fcntl
import filecmp
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MARKER = "exported-site.json"
UNFINISHED, REPLACED = "unfinished-export", "replaced-export"


class ExportRefused(Exception):
    """Nothing was changed; the text says why."""


@dataclass
class Counts:
    """How many files the copy has, how many of them are new or other than before, how many are gone."""

    files: int = 0
    changed: int = 0
    gone: int = 0


class CopyFolder:
    """A folder that is being filled: everything is first written beside what is there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unfinished, self.replaced = folder / UNFINISHED, folder / REPLACED
        self.counts = Counts()

    def write(self, place: PurePosixPath, pieces: Iterable[bytes]) -> None:
        """Write a file of the new copy. One that did not change keeps its time, for those who upload by it."""
        path, before = self.unfinished / place, self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for piece in pieces:
                file.write(piece)
        self.counts.files += 1
        if before.is_file() and filecmp.cmp(path, before, shallow=False):
            earlier = before.stat()
            os.utime(path, ns=(earlier.st_atime_ns, earlier.st_mtime_ns))
        else:
            self.counts.changed += 1

    def move_in(self) -> None:
        """Let the new copy take the place of the old one. ExportRefused where something else stands in its way."""
        earlier, new = _read_marker(self.folder), sorted(path.name for path in self.unfinished.iterdir())
        for name in new:
            if name not in earlier and (self.folder / name).exists():
                raise ExportRefused(
                    f"{self.folder / name} is in the way, and no export wrote it. Move it elsewhere."
                )
        _write_marker(self.folder, sorted({*earlier, *new}))
        self.replaced.mkdir()
        for name in sorted({*earlier, *new}):
            if (self.folder / name).exists():
                (self.folder / name).rename(self.replaced / name)
            if name in new:
                (self.unfinished / name).rename(self.folder / name)
        _write_marker(self.folder, new)
        self.counts.gone = sum(
            not (self.folder / path.relative_to(self.replaced)).exists()
            for path in _list_files(self.replaced)
        )

    def clear(self) -> None:
        """Take away what an export left in the middle."""
        for path in (self.unfinished, self.replaced):
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def fill_folder(folder: Path) -> Iterator[CopyFolder]:
    """Give the folder to write into; at the end of the block the new copy moves in, unless something failed.

    ExportRefused, before anything is written, for a folder with other things in it, or one that is being written.
    """
    _refuse_other(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder):
        if not (folder / MARKER).exists():
            _write_marker(folder, [])
        filled = CopyFolder(folder)
        filled.clear()
        filled.unfinished.mkdir()
        try:
            yield filled
            filled.move_in()
        finally:
            filled.clear()


def _refuse_other(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ExportRefused(f"{folder} is a file. Name a folder.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise ExportRefused(
            f"{folder} is not empty, and no export wrote it. Name a new folder, an empty one, or one of an earlier export."
        )


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ExportRefused(f"Another export is writing into {folder}. Wait for its end.") from error


def _read_marker(folder: Path) -> list[str]:
    return list(json.loads((folder / MARKER).read_text(encoding="utf-8"))["written"])


def _write_marker(folder: Path, written: list[str]) -> None:
    said = {
        "about": "Written by bin/manage export_site, which replaces what is listed here.",
        "written": written,
    }
    (folder / MARKER).write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def _list_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
