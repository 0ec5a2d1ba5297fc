"""The file a supplier downloads: it agrees with the published draws and finds what was changed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

VERIFIER = Path(__file__).resolve().parents[3] / "docs" / "verify_draw.py"
VECTORS = json.loads((Path(__file__).parent / "draw-vectors.json").read_text(encoding="utf-8"))["draws"]


def verify(tmp_path, published):
    path = tmp_path / "draw.json"
    path.write_text(json.dumps(published), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(path)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_published_draws_verify(tmp_path, vector):
    done = verify(tmp_path, vector)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WRONG" not in done.stdout


@pytest.mark.parametrize(
    "parts",
    [
        {"order": VECTORS[0]["order"][::-1]},
        {"value": VECTORS[4]["value"][:-1] + "f"},
        {"ids": ["A-7K2QX"]},
        {"secret": "11" * 32},
        {"value": VECTORS[0]["value"].replace("34216612", "34216613")},
    ],
)
def test_changed_draws_do_not_verify(tmp_path, parts):
    done = verify(tmp_path, {**VECTORS[0], **parts})
    assert done.returncode != 0
    assert "NOT" in done.stderr


def test_file_that_is_no_draw_is_named_as_such(tmp_path):
    done = verify(tmp_path, {"ids": []})
    assert done.returncode != 0
    assert "not a complete draw.json" in done.stderr
