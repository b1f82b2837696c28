"""The size gate: a function of at most 70 lines, a file of at most 500.

A long function or file is split by noun. Ruff counts statements, which a long table or a long
docstring escapes, so lines are counted here.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 500


def faults(path: Path) -> Iterator[str]:
    """What is too long in one Python file; a decorator counts as part of its function."""
    text = path.read_text("utf-8")
    lines = len(text.splitlines())
    if lines > FILE_LINES_MAX:
        yield f"{path}: {lines} lines, more than {FILE_LINES_MAX}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            length = (node.end_lineno or first) - first + 1
            if length > FUNCTION_LINES_MAX:
                excess = f"{length} lines, more than {FUNCTION_LINES_MAX}"
                yield f"{path}:{first}: {node.name} has {excess}"


def main(folders: list[str]) -> int:
    """The command line: folders to look through; generated migrations are not looked at."""
    paths = [path for folder in folders for path in sorted(Path(folder).rglob("*.py"))]
    found = [fault for path in paths if "migrations" not in path.parts for fault in faults(path)]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
