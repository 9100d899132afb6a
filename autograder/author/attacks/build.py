"""Makes the courses that attacks are graded in: masters, short time limits, and the submissions.

Attacks, bases and honest submissions are numbered so that, in the order of their names, they are mixed.
"""

from __future__ import annotations

import importlib
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.author.attacks.read import Attack, Part
from autograder.course import Course

CELL, NOTEBOOK = 5, 15  # seconds
HONEST = 20
Notebook = dict[str, Any]
CANARY = Attack("canary", "knocks on the walls", "harm", "unsolved", "01_scalar_gradients", "graded", ())
KNOCK = """import os, socket
def knock(what, act):
    try:
        act()
        print("escaped:", what)
    except OSError:
        pass
knock("writes beside its scratch", lambda: open("@SENTINEL@", "a").write("@MARK@"))
knock("reads the course", lambda: os.listdir("@COURSE@"))
knock("connects to loopback", lambda: socket.create_connection(("127.0.0.1", @PORT@), 1))
knock("signals another process", lambda: os.kill(@DECOY@, 0))
def fork():
    if os.fork() == 0:
        os._exit(0)
knock("forks", fork)
"""


@dataclass(frozen=True)
class Entry:
    """One submission of a course: whose, of what, and what it is put together from."""

    student: str
    assignment: str
    book: Notebook
    attack: Attack | None = None  # None: an honest submission, or a base


class Workshop:
    """The course's own notebooks and the sample class, from which submissions are made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        sys.path.insert(0, str(root / "examples"))
        try:
            self._recipe: Any = importlib.import_module("recipe")
            self._pieces: Any = importlib.import_module("pieces")
        finally:
            sys.path.remove(str(root / "examples"))
        self._assignments = {entry.name: entry for entry in self._recipe.course(root)}

    def bases(self, attacks: Sequence[Attack]) -> list[Entry]:
        """One submission for each base and assignment that the attacks are put into."""
        wanted = sorted({(attack.assignment, attack.base) for attack in attacks})
        return [Entry(base_name(*pair), pair[0], self._base(*pair)) for pair in wanted]

    def attacked(self, attacks: Sequence[Attack]) -> list[Entry]:
        """A submission for each attack: its base with the attack's cells in it. Changes come later, in the folder."""
        made = []
        for number, attack in enumerate(attacks):
            book = self._base(attack.assignment, attack.base)
            for part in attack.parts:
                _insert(book, part)
            made.append(Entry(f"{number:03}.{attack.name}", attack.assignment, book, attack))
        return made

    def canary(self) -> Entry:
        book = self._base(CANARY.assignment, CANARY.base)
        _insert(book, Part("first", "", KNOCK))
        return Entry("000.canary", CANARY.assignment, book, CANARY)

    def honest(self, among: int) -> list[Entry]:
        """Twenty submissions of the sample class, spread over the numbers of the attacks."""
        endless = self._recipe.ENDLESS  # it runs into time limits; what is asked here are scores
        rows = [row for row in self._recipe.drafts(list(self._assignments.values())) if not row[3].damage]
        rows = [row for row in rows if row[3] is not endless]
        chosen = [rows[place * len(rows) // HONEST] for place in range(HONEST)]
        made = []
        for place, (student, turn, assignment, draft) in enumerate(chosen):
            book, _ = self._recipe.write(assignment, draft, turn)
            made.append(Entry(f"{place * max(among, 1) // HONEST:03}.zz.{student}", assignment.name, book))
        return made

    def _base(self, assignment: str, base: str) -> Notebook:
        ways = {"unsolved": self._pieces.untouched, "wrong": self._pieces.mistaken, "solved": self._pieces.solved}
        draft = self._recipe.Draft(self._recipe.every(ways[base]), essay=False)
        book: Notebook = self._recipe.write(self._assignments[assignment], draft, 0)[0]
        return book


def base_name(assignment: str, base: str) -> str:
    return f"base.{base}.{assignment}"


def course(root: Path, folder: Path) -> Course:
    """A course of its own with the masters of `root`, and time limits that a test can wait for."""
    folder.mkdir(parents=True)
    config = (root / "nbgrader_config.py").read_text(encoding="utf-8")
    limits = f"\nc.Execute.timeout = {CELL}\nc.Execute.notebook_timeout = {NOTEBOOK}\n"
    (folder / "nbgrader_config.py").write_text(config + limits, encoding="utf-8")
    for name in ("source", "release"):
        shutil.copytree(root / name, folder / name)
    return Course(folder)


def hand_in(made: Course, entry: Entry, words: Mapping[str, str]) -> Path:
    """Write a submission; `words` are what the attack's @WORDS@ stand for. Gives its folder."""
    folder = made.submitted / entry.student / entry.assignment
    folder.mkdir(parents=True)
    book, parts = entry.book, entry.attack.parts if entry.attack else ()
    for cell in book["cells"]:
        cell["source"] = filled("".join(cell["source"]), words)
    for part in parts:
        if part.place == "notebook":
            book = _changed(part, words, book) or book
    text = book if isinstance(book, str) else json.dumps(book)
    (folder / f"{entry.assignment}.ipynb").write_bytes(text.encode("utf-8", "surrogatepass"))
    for part in parts:
        if part.place == "file":
            (folder / part.target).parent.mkdir(parents=True, exist_ok=True)
            (folder / part.target).write_text(filled(part.text, words), encoding="utf-8")
        elif part.place == "folder":
            _changed(part, words, folder)
    return folder


def filled(text: str, words: Mapping[str, str]) -> str:
    for word, meaning in words.items():
        text = text.replace(f"@{word}@", meaning)
    return text


def _changed(part: Part, words: Mapping[str, str], what: Any) -> Any:
    """Runs the `change` of an attack's file: our own code, in our own process. Gives what it returns, if anything."""
    names: dict[str, Any] = {}
    exec(compile(filled(part.text, words), f"<{part.place}>", "exec"), names)
    return names["change"](what)


def _insert(book: Notebook, part: Part) -> None:
    cells = book["cells"]
    if part.place in ("first", "last"):
        cells.insert(0 if part.place == "first" else len(cells), _cell(part.text, len(cells)))
        return
    if part.place == "answers":
        for cell in cells:
            _answer(cell, part.text)
    if part.place not in ("before", "after", "replace"):
        return
    at = next(i for i, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("grade_id") == part.target)
    if part.place == "replace":
        cells[at]["source"] = part.text
    else:
        cells.insert(at + (part.place == "after"), _cell(part.text, len(cells)))


def _answer(cell: dict[str, Any], text: str) -> None:
    """Puts the text in place of a code cell's answer, under the name of the function that its stub defines."""
    if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"):
        cell["source"] = text.replace("NAME", "".join(cell["source"]).split("def ")[-1].split("(")[0])


def _cell(source: str, number: int) -> dict[str, Any]:
    made = {"cell_type": "code", "id": f"own-{number}", "metadata": {}, "source": source}
    return {**made, "outputs": [], "execution_count": None}
