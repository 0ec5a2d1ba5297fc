"""The code uses the project's words and habits."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, list_files, list_python, name, parse, read

FORBIDDEN = {"bid", "tender", "vendor", "contractor", "helper", "util", "utils", "misc"}
PLURALS = {f"{word}s" for word in FORBIDDEN} | {f"{word}er" for word in ("bidd",)}
MANAGERS = {"UserManager", "BaseUserManager"}
# The checks below name what they refuse.
HERE = Path(__file__).resolve().parent


def list_product() -> list[Path]:
    return list_python("bin/setup", "config", "microacquisition", "docs")


def words_of(identifier: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)}


def list_names(tree: ast.Module) -> Iterator[str]:
    """Yield every name the module itself gives: of classes, functions, arguments, variables, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def test_every_file_opens_with_a_sentence():
    def opens_well(path: Path) -> bool:
        opening = (ast.get_docstring(parse(path)) or "").strip()
        return len(opening.split()) >= 3 and "." in opening

    missing = [name(path) for path in list_python() if not opens_well(path)]
    assert not missing, "These files do not open with a docstring of one sentence:\n  " + "\n  ".join(missing)


def test_forbidden_words_name_nothing():
    refused = FORBIDDEN | PLURALS
    found = {
        f"{name(path)}: {identifier}"
        for path in list_python()
        for identifier in [path.stem, *list_names(parse(path))]
        if words_of(identifier) & refused
    }
    assert not found, "Words that the glossary forbids in code:\n  " + "\n  ".join(sorted(found))


def test_no_class_is_a_manager():
    found = [
        f"{name(path)}: {node.name}"
        for path in list_python()
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Manager") and node.name not in MANAGERS
    ]
    assert not found, f"Say what it does instead: {found}"


def test_nothing_is_imported_inside_a_function():
    def is_ready_of_an_app(path: Path, function: ast.AST) -> bool:
        return path.name == "apps.py" and getattr(function, "name", "") == "ready"

    found = {
        f"{name(path)}:{node.lineno}"
        for path in list_python()
        for function in ast.walk(parse(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and not is_ready_of_an_app(path, function)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert not found, "Imports belong at the top of the file:\n  " + "\n  ".join(sorted(found))


def test_no_code_asks_which_programme_it_is():
    asks = re.compile(r"""\bprogramme(?:_code|\.code)?\s*(?:==|!=|\bin\b\s*[(\[{])\s*["'(\[{]""")
    found = [
        f"{name(path)}:{number}"
        for path in [*list_product(), *list_files("microacquisition", suffix=".html")]
        for number, line in enumerate(read(path).splitlines(), 1)
        if asks.search(line) and re.search(r"\b(if|elif|while|return|=)\b|\{%", line)
    ]
    assert not found, f"A programme is data: what differs is a field of its rules. {found}"


def test_requirements_name_no_index_and_no_path():
    for path in list_files("requirements", suffix=".txt"):
        lines = [line for line in read(path).splitlines() if not line.strip().startswith("--hash=sha256:")]
        bad = [
            line for line in lines if re.search(r"https?://|--(?:extra-)?index|find-links|@ |\s/|file:", line)
        ]
        assert not bad, f"{name(path)}: {bad}"


def test_no_file_names_a_registry_or_a_folder_of_one_machine():
    # Written apart, so that this file passes its own check.
    hosts = [
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "registry.npmjs" + ".org",
        "artifactory",
        "/work" + "/",
    ]
    skipped = {".git", "var", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis"}
    found = []
    for path in ROOT.rglob("*"):
        if (
            not path.is_file()
            or skipped & set(path.relative_to(ROOT).parts[:-1])
            or path.stat().st_size > 10**6
        ):
            continue
        if path.name == ".git":
            continue
        text = path.read_bytes().decode("utf-8", "ignore").lower()
        found += [f"{name(path)}: {host}" for host in hosts if host in text and path.resolve().parent != HERE]
    assert not found, found
