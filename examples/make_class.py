"""Makes the sample class: submitted/STUDENT/ASSIGNMENT for everything that recipe.py says, the same every time.

    python examples/make_class.py [--course DIR] [--into DIR]

Only folders of the class's own students are written; whatever else is in submitted/ stays.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import recipe
from recipe import Draft

HANDED_IN = "2026-03-02 18:04:00 UTC\n"


def make(root: Path, into: Path) -> int:
    """Write the submissions; gives how many."""
    assignments = recipe.course(root)
    for student in recipe.CLASS:
        shutil.rmtree(into / student, ignore_errors=True)
    made = 0
    for student, turn, assignment, draft in recipe.drafts(assignments):
        if draft.damage == "absent":
            continue
        book, _ = recipe.write(assignment, draft, turn)
        folder = into / student / assignment.name
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text(HANDED_IN, encoding="utf-8")
        text = json.dumps(book, indent=1, ensure_ascii=False) + "\n"
        _save(folder / (draft.file or f"{assignment.name}.ipynb"), text, draft)
        made += 1
    return made


def _save(path: Path, text: str, draft: Draft) -> None:
    if draft.damage == "gone":
        (path.parent / "notes.txt").write_text("I will hand the notebook in tomorrow.\n", encoding="utf-8")
        return
    damages = {
        "": text.encode(),
        "cut": text[: len(text) // 2].encode(),  # an upload that broke off
        "empty": b"",
        "latin": "# Größe".encode("latin-1") + text.encode(),
    }
    path.write_bytes(damages[draft.damage])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Make the sample class's submissions.")
    parser.add_argument("--course", type=Path, default=Path(__file__).resolve().parents[1], metavar="DIR")
    parser.add_argument("--into", type=Path, metavar="DIR", help="default: submitted/ of the course")
    options = parser.parse_args(arguments)
    into = options.into or options.course / "submitted"
    print(f"{make(options.course, into)} submissions of {len(recipe.CLASS)} students in {into}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
