"""The notebook lint: names notebook and cell for what would go wrong, before a student or CI meets it.

autograder lint                 lessons and masters of the course in this folder
autograder lint FILE …          these notebooks only
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.author.lint import common, lessons, masters
from autograder.author.lint.finding import Book, Finding, Rule

__all__ = ["Finding", "lint", "main"]


def lint(path: Path) -> list[Finding]:
    """All findings in one notebook, by the rules of its kind (a master has nbgrader's cells)."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells = content["cells"]
    except (OSError, UnicodeDecodeError) as error:
        return [Finding(str(path), "", "file", f"the file can't be read: {error}.")]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        return [Finding(str(path), "", "file", f"this is no notebook of format 4: {error}. Restore it from git.")]
    book = Book(path, cells)
    master = any("nbgrader" in cell.get("metadata", {}) for cell in cells)
    rules: dict[str, Rule] = {**common.RULES, **(masters.RULES if master else lessons.RULES)}
    return [Finding(str(path), cell, name, says) for name, rule in rules.items() for cell, says in rule(book)]


def course_notebooks(root: Path) -> list[Path]:
    """The lessons and the masters, in order."""
    return sorted(root.glob("notebooks/*.ipynb")) + sorted(root.glob("source/*/*.ipynb"))


def main(argv: Sequence[str] | None = None) -> int:
    """0 when all is well, 1 with findings, 2 when there is nothing to look at."""
    parser = argparse.ArgumentParser(
        prog="autograder lint", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("notebooks", nargs="*", type=Path, metavar="FILE")
    chosen = parser.parse_args(argv).notebooks or course_notebooks(Path.cwd())
    if not chosen:
        print("There are no notebooks here: run this in the course folder, or name the files.", file=sys.stderr)
        return 2
    findings = [finding for path in chosen for finding in lint(path)]
    for finding in findings:
        print(finding)
    print(f"{len(chosen)} notebooks, {len(findings)} findings.")
    return 1 if findings else 0
