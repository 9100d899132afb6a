"""What students do to a notebook: how one exercise is answered, and what happens to the notebook as a whole.

Each of them says at the same time what it deserves, so that nobody has to run the grader to know the score.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Cell = dict[str, Any]
Notebook = dict[str, Any]
WRITTEN = "The sigmoid saturates, so the clamp cuts the gradient to nothing; with logits it stays p − y."


@dataclass(frozen=True)
class Exercise:
    """One graded exercise of an assignment: its number ("2.3"), its cells, its points, the answers of the corpus."""

    number: str
    points: float
    stub: str
    solution: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def answer_id(self) -> str:
        return f"answer_{self.number.replace('.', '_')}"

    @property
    def check_id(self) -> str:
        return f"check_{self.number.replace('.', '_')}"

    @property
    def function(self) -> str:
        """The name of the function, or of the class, that the stub asks for."""
        found = [node.name for node in ast.parse(self.stub).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
        return found[-1]


@dataclass(frozen=True)
class Answer:
    """The source of an answer cell, and whether it is right."""

    source: str
    right: bool


Way = Callable[[Exercise, int], Answer]


def solved(exercise: Exercise, turn: int) -> Answer:
    return Answer(exercise.solution, right=True)


def unusual(exercise: Exercise, turn: int) -> Answer:
    """Right in another way: one of the corpus, or the solution while the corpus has none."""
    return Answer(exercise.right[turn % len(exercise.right)] if exercise.right else exercise.solution, right=True)


def mistaken(exercise: Exercise, turn: int) -> Answer:
    """A wrong answer of the corpus; while it has none, a function that gives back nothing."""
    if exercise.wrong:
        return Answer(exercise.wrong[turn % len(exercise.wrong)], right=False)
    return Answer(_instead(exercise, "return None"), right=False)


def untouched(exercise: Exercise, turn: int) -> Answer:
    return Answer(exercise.stub, right=False)


def raising(exercise: Exercise, turn: int) -> Answer:
    return Answer(_instead(exercise, "raise ValueError('I do not know how to go on')"), right=False)


def endless(exercise: Exercise, turn: int) -> Answer:
    return Answer(_instead(exercise, "while True:\n        pass"), right=False)


def ungrammatical(exercise: Exercise, turn: int) -> Answer:
    return Answer(exercise.solution + "\nif True print('done')", right=False)


def _instead(exercise: Exercise, body: str) -> str:
    return f"def {exercise.function}(*arguments, **options):\n    {body}"


def place(book: Notebook, grade_id: str) -> int:
    return next(i for i, cell in enumerate(book["cells"]) if _id(cell) == grade_id)


def _id(cell: Cell) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def delete(book: Notebook, grade_id: str) -> None:
    del book["cells"][place(book, grade_id)]


def move_to_end(book: Notebook, grade_id: str) -> None:
    book["cells"].append(book["cells"].pop(place(book, grade_id)))


def duplicate(book: Notebook, grade_id: str) -> None:
    """Copied and pasted below itself, metadata and cell id included."""
    where = place(book, grade_id)
    book["cells"].insert(where, copy.deepcopy(book["cells"][where]))


def interrupt(book: Notebook, before: str) -> None:
    """A cell of the student's own that ends in an exception, in the middle of the notebook."""
    made = {"cell_type": "code", "id": "scratch-work", "metadata": {}, "source": "1 / 0  # why not?"}
    book["cells"].insert(place(book, before), {**made, "outputs": [], "execution_count": None})


def fatten(book: Notebook, size: int = 20_000_000) -> None:
    """Saved with outputs of 20 MB: one long text, and thousands of short ones."""
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    cells[0]["outputs"] = [{"name": "stdout", "output_type": "stream", "text": "loss: 0.25\n" * (size // 12)}]
    shorts = [{"name": "stdout", "output_type": "stream", "text": f"step {i}\n"} for i in range(20_000)]
    cells[1]["outputs"] = shorts


def foreign_kernel(book: Notebook) -> None:
    book["metadata"]["kernelspec"] = {"display_name": "R", "language": "R", "name": "ir"}


def exercises(master: Notebook, release: Notebook, corpus: Path) -> list[Exercise]:
    """The graded exercises of an assignment, in order; `corpus` is the assignment's folder of answers."""
    solutions, stubs = _sources(master), _sources(release)
    found = []
    for cell in master["cells"]:
        name = _id(cell)
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("grade"):
            key = name.removeprefix("check_")
            number = key.replace("_", ".")
            solution = "\n".join(line for line in solutions[f"answer_{key}"].split("\n") if " SOLUTION" not in line)
            points = float(cell["metadata"]["nbgrader"]["points"])
            right, wrong = _corpus(corpus / number, "right"), _corpus(corpus / number, "wrong")
            found.append(Exercise(number, points, stubs[f"answer_{key}"], solution, right, wrong))
    return found


def _sources(book: Notebook) -> dict[str, str]:
    return {_id(cell): "".join(cell["source"]) for cell in book["cells"]}


def _corpus(folder: Path, kind: str) -> tuple[str, ...]:
    """The answers without their first line, the comment that says which mistake it is: no student writes that."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"{kind}_*.py")))
    return tuple(text.partition("\n")[2].strip("\n") for text in texts)


def essays(master: Notebook) -> tuple[str, ...]:
    """The grade ids of free-text answers that a person marks."""
    graded = [cell for cell in master["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    return tuple(_id(cell) for cell in graded if cell["cell_type"] == "markdown")
