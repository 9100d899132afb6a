"""The predictions of this kernel: which are open, and the two hooks that settle them after a cell has run.

A prediction waits for the next cell that runs. Cells without code, cells that predict themselves, and a look at a hint
or at help don't count. What was guessed is read when that cell starts, so that nobody has to press Enter. A cell that
stopped because a name was missing (the kernel is fresh) or because it was interrupted leaves the prediction open.
Nothing here ever fails a cell: where IPython is missing, or a frontend, the line that invites to guess is all there is.
"""

from __future__ import annotations

import ast
import contextlib
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from autograder.learn import student
from autograder.learn.predict import answer, rerun, sections, whose
from autograder.learn.predict.prediction import Prediction
from autograder.learn.predict.sections import NOWHERE, Cell

ASIDE = frozenset(("hint", "progress", "predict", "predictions", "why", "help"))


@dataclass
class Desk:
    """All predictions of one shell."""

    shell: Any
    predictions: list[Prediction] = field(default_factory=list)
    new: list[Prediction] = field(default_factory=list)  # made in the cell that is running
    before_cells: deque[str] = field(default_factory=lambda: deque(maxlen=whose.MOST_CELLS))
    cell: Cell = NOWHERE
    stage: rerun.Stage | None = None

    def add(self, prediction: Prediction) -> None:
        """Take a prediction in; made again before its cell ran, it keeps the guess, and later it starts afresh (with
        the guess from before as the one that counts, until there is a new one)."""
        earlier = [entry for entry in self.predictions if entry not in self.new]
        for twin in [entry for entry in earlier if _twins(entry, prediction, self.cell)][:1]:
            if twin.open and twin.box and prediction.box:
                prediction.box.start = twin.box.said
            if twin.open or self.cell.id:
                self.predictions.remove(twin)
                prediction.earlier = twin.counted if twin.counted.finding else None
        prediction.cell = self.cell
        self.predictions.append(prediction)
        self.new.append(prediction)

    def start(self, info: Any) -> None:
        """Before a cell: what stands in the open boxes is the guess."""
        self.cell, self.new, self.stage = Cell(getattr(info, "cell_id", None), info.raw_cell or ""), [], None
        waiting = [entry for entry in self.predictions if entry.open]
        for prediction in waiting:
            prediction.said, prediction.running = prediction.now(), counts(self.cell.source)
        guessed = [entry.expression for entry in waiting if entry.said]
        if guessed and counts(self.cell.source):
            self.stage = rerun.stage(self.shell.user_ns, [*guessed, *self.before_cells, self._code(self.cell.source)])

    def end(self, result: Any) -> None:
        """After a cell: settle what was waiting for it, and show again what it settled before."""
        info = result.info
        cell = Cell(getattr(info, "cell_id", None), info.raw_cell or "")
        made, self.new = self.new, []
        for prediction in made:
            prediction.cell = cell
        if made or getattr(info, "store_history", True) is False or not counts(cell.source):
            return
        if result.error_before_exec is None and not isinstance(result.error_in_exec, KeyboardInterrupt):
            code = self._code(cell.source)
            self._settle(cell, code, result.error_in_exec)
            self.before_cells.append(code)

    def _settle(self, cell: Cell, code: str, error: BaseException | None) -> None:
        raised = None if error is None else student.trouble(error)
        case = answer.Case(raised, (*self.before_cells, code), self.stage, self.shell.user_ns)
        before = [entry for entry in self.predictions if entry.run is not None and entry.run.same(cell)]
        for prediction in [entry for entry in self.predictions if entry.open]:
            prediction.running = False
            meant = sections.follows(prediction.cell, cell, search=bool(prediction.said))
            if meant and answer.answer(prediction, cell, case):
                for twin in [entry for entry in before if entry.expression == prediction.expression]:
                    before.remove(twin)  # the same two cells once more, in a frontend that sends no ids
                    self.predictions.remove(twin)
                    prediction.earlier = twin.counted if twin.counted.finding else None
        for prediction in before:
            answer.again(prediction, case)

    def _code(self, source: str) -> str:
        with contextlib.suppress(Exception):
            return str(self.shell.transform_cell(source))
        return source


def _twins(one: Prediction, other: Prediction, cell: Cell) -> bool:
    return one.expression == other.expression and one.about == other.about and one.cell.same(cell)


def counts(source: str) -> bool:
    """Is there code in the cell that could bring a truth about?"""
    text = source.strip()
    if text.startswith(("?", "%pip", "!")) or text.endswith("?"):
        return False
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return bool(text)  # a magic, or what IPython knows how to read
    return not all(_is_aside(statement) for statement in body)


def _is_aside(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return isinstance(statement, ast.Pass)
    return getattr(call.func, "attr", getattr(call.func, "id", "")) in ASIDE


NAME = "_course_predictions"  # of the desk, which lives and ends with its shell


def current() -> Desk | None:
    """This shell's desk, with its hooks in place; None in a script."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or not hasattr(shell, "events"):
        return None
    if not hasattr(shell, NAME):
        desk = Desk(shell, cell=_running(shell))
        setattr(shell, NAME, desk)
        desk.before_cells.extend(shell.user_ns.get("In", [])[1:-1])
        shell.events.register("pre_run_cell", lambda info: _safely(desk.start, info))
        shell.events.register("post_run_cell", lambda result: _safely(desk.end, result))
    found: Desk = getattr(shell, NAME)
    return found


def _safely(hook: Any, given: Any) -> None:
    with contextlib.suppress(Exception):  # a prediction is worth no error in a reader's notebook
        hook(given)


def _running(shell: Any) -> Cell:
    """The cell that is running while the first prediction is made."""
    with contextlib.suppress(Exception):
        return Cell(None, str(shell.user_ns["In"][-1]))
    return NOWHERE
