"""Do the walls hold? `learn` knows no `grade` and no nbgrader, nothing below knows `cli`, importing is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "autograder"
NOT_FOR_STUDENTS = ("nbgrader", "nbconvert", "nbformat", "nbclient", "tqdm", "sqlalchemy", "pytest")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", sorted((PACKAGE / "learn").rglob("*.py")), ids=lambda path: path.stem)
def test_does_learn_import_only_what_a_student_has(path: Path) -> None:
    for name in imports(path):
        assert not name.startswith(NOT_FOR_STUDENTS), f"{path} imports {name}"
        assert not name.startswith(("autograder.grade", "autograder.author", "autograder.cli")), (
            f"{path} imports {name}"
        )


def test_does_nothing_import_the_command_line() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.name != "cli.py" and path.name != "__main__.py":
            assert not any(name.startswith("autograder.cli") for name in imports(path)), path


def test_does_check_come_without_what_is_used_later() -> None:
    script = (
        "import sys, torch\nbefore = set(sys.modules)\nfrom autograder import check\n"
        "late = {'matplotlib', 'ipywidgets', 'networkx', 'IPython', 'nbformat', 'torch._dynamo'}\n"
        "print(sorted(late & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_does_help_come_without_torch() -> None:
    script = (
        "import sys\nfrom autograder.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'torch', 'nbformat', 'nbgrader', 'IPython', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
