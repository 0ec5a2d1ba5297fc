"""Files, functions and templates stay small enough to read."""

import ast
import warnings

from tests.architecture.allowed import LONG_FILES, LONG_FUNCTIONS, LONG_TEMPLATES
from tests.architecture.sources import compare, list_python, list_templates, name, parse, read

REFUSED_LINES = 400
REPORTED_LINES = 250
FUNCTION_LINES = 60
TEMPLATE_LINES = 120


def test_no_python_file_is_long():
    lengths = {name(path): len(read(path).splitlines()) for path in list_python()}
    long = [f"{path} ({lines})" for path, lines in sorted(lengths.items()) if lines > REPORTED_LINES]
    if long:
        warnings.warn(f"Longer than {REPORTED_LINES} lines: {', '.join(long)}", stacklevel=1)
    found = {path for path, lines in lengths.items() if lines > REFUSED_LINES}
    compare(found, LONG_FILES, f"Longer than {REFUSED_LINES} lines")


def test_no_function_is_long():
    found = set()
    for path in list_python():
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    found.add(f"{name(path)}:{node.name}")
    compare(found, LONG_FUNCTIONS, f"Functions of more than {FUNCTION_LINES} lines")


def test_no_template_is_long():
    found = {name(path) for path in list_templates() if len(read(path).splitlines()) > TEMPLATE_LINES}
    compare(found, LONG_TEMPLATES, f"Templates of more than {TEMPLATE_LINES} lines")
