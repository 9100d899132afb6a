"""A station without processes: the cells of honest, harmless submissions run by bare `exec`, and scored by the rules.

For tests of what the main process does with results; nothing here is confined or warm.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

from autograder.grade import restore, scoring
from autograder.grade.command import Open
from autograder.grade.result import Outcome, Refusal, Result, Task


class Fake:
    def __init__(self, workers: int = 2, *, delay: float = 0.0) -> None:
        self.workers = workers
        self.delay = delay
        self.seen: list[tuple[str, str]] = []  # what was submitted, in order
        self.most = 0  # how many were away at a time
        self._away: list[Future[Result]] = []
        self._pool = ThreadPoolExecutor(workers)

    def submit(self, task: Task) -> Future[Result]:
        self.seen.append((task.student, task.exam.notebook))
        future = self._pool.submit(self._grade, task)
        self._away = [*(known for known in self._away if not known.done()), future]
        self.most = max(self.most, len(self._away))
        return future

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _grade(self, task: Task) -> Result:
        time.sleep(self.delay)
        return graded(task)


def graded(task: Task) -> Result:
    exam = task.exam
    try:
        opened = restore.restore(task.raw, exam)
    except Refusal as refusal:
        return Result(task.student, exam.assignment, Outcome.REFUSED, str(refusal))
    run(opened.notebook)
    return Result(
        task.student,
        exam.assignment,
        Outcome.GRADED,
        notes=(*task.notes, *opened.notes),
        scores=scoring.scores(opened.notebook, exam),
        comments=scoring.comments(opened.notebook, exam),
        notebook=json.dumps(opened.notebook, indent=1),
        verdicts=({"outcome": "right"},),
        spent={"cells": 0.001},
        seconds=0.001,
    )


def run(notebook: dict[str, Any]) -> None:
    names: dict[str, Any] = {"print": lambda *_, **__: None}  # sys.stdout is everybody's, and here are several threads
    for number, cell in enumerate((cell for cell in notebook["cells"] if cell["cell_type"] == "code"), start=1):
        cell["execution_count"] = number
        try:
            exec(cell["source"], names)
        except Exception as error:
            words = [f"{type(error).__name__}: {error}"]
            made = {"output_type": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": words}
            cell["outputs"] = [made]


def opener(station: Fake) -> Open:
    @contextlib.contextmanager
    def opened() -> Iterator[Fake]:
        yield station

    def made() -> AbstractContextManager[Any]:
        return opened()

    return made
