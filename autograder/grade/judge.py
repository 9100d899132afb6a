"""Judges one notebook: the student's cells run in their process, the tests run here.

The namespace of the tests is made from the master: its locked cells, in its order, whatever the submission made of
them. A name that no locked cell binds is asked for in the student's process, and stands in the test as a proxy. So
no name of the grader's own can be taken over, and nothing that a test says or holds ever crosses to the student.
"""

from __future__ import annotations

import builtins
import contextlib
import json
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from autograder.grade import code, reach, values
from autograder.grade import shell as shells
from autograder.grade.exam import Exam, ExamCell
from autograder.grade.proxy import Proxy, Stopped, probe
from autograder.grade.pupil import Gone, Pupil, TooSlow
from autograder.grade.room import CleanRoom
from autograder.learn import cases, probes, record, render
from autograder.learn.verdict import CheckFailed

TIMEOUT, STOPPED, DIED = "CellTimeoutError", "NotebookTimeoutError", "DeadKernelError"
SLACK = 5.0  # seconds that a test may take on our side beyond the student's time
Cell = dict[str, Any]
Outputs = list[dict[str, Any]]
_HERE = Path(__file__).resolve().parent
_PICTURES: dict[tuple[str, str], Outputs] = {}  # what the given cells of an exam draw, by its digest and the cell


@dataclass
class Judged:
    """What came of one notebook, whose cells now hold their outputs."""

    verdicts: list[dict[str, Any]] = field(default_factory=list)  # one a graded cell
    spent: dict[str, float] = field(default_factory=dict)
    killed: bool = False  # from outside: a process of the student's, which then answers for nothing


def judge(
    notebook: Mapping[str, Any],
    exam: Exam,
    pupil: Pupil,
    files: Mapping[str, bytes],
    another: Callable[[], Pupil],
    seed: int,
) -> Judged:
    """Run the notebook's cells in order, and the tests of the exam where they stand. `another` starts a second process
    for what is by hand; `seed` decides the inputs that tests draw."""
    room = CleanRoom(another, files)
    sitting = Sitting(exam, pupil, room)
    try:
        sitting.bring(files)
        with _clean(), cases.repeatable(seed):
            for cell in notebook["cells"]:
                if cell["cell_type"] == "code":
                    sitting.take(cell)
    finally:
        room.close()
    return Judged(sitting.verdicts, {**sitting.spent, "room_cpu": room.cpu}, pupil.killed or room.killed)


class Sitting:
    """One student's notebook on one exam, cell by cell."""

    def __init__(self, exam: Exam, pupil: Pupil, room: CleanRoom) -> None:
        self._exam = exam
        self._pupil = pupil
        self._clean_room = room
        self._shared: list[str] = []  # the master's cells so far, as far as they bind names
        self._end = time.monotonic() + exam.notebook_seconds
        self._cell_end = self._end
        self._over: tuple[str, str] | None = None  # why nothing more is run
        self._count = 0
        self._room = shells.LARGEST + shells.LARGEST // 4  # for what the student's cells show, in characters
        self._written: list[str] = []  # the student's own cells so far
        self._names: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        self._borrowed: set[str] = set()  # names in there that are the student's
        self._needs: frozenset[str] = frozenset()  # what the cells so far look up, functions in them included
        self._locked = [cell for cell in exam.cells if cell.cell_type == "code" and not cell.solution and cell.source]
        self._kept = frozenset(name for cell in self._locked for name in code.binds(cell.source))
        self._ahead = list(self._locked)  # given cells of the master that have not been run here yet
        self.verdicts: list[dict[str, Any]] = []
        self.spent = {"cells": 0.0, "tests": 0.0}

    def bring(self, files: Mapping[str, bytes]) -> None:
        self._modules = reach.modules(files)
        self._cell_end = time.monotonic() + self._exam.cell_seconds
        if files:
            self._try(
                lambda: self._pupil.ask({"do": "files", "names": list(files)}, list(files.values()), until=self._end)
            )

    def take(self, cell: Cell) -> None:
        """Run one code cell and put its outputs into it."""
        known = self._exam.by_id.get((cell["metadata"].get("nbgrader") or {}).get("grade_id", ""))
        cell["outputs"], cell["execution_count"] = [], None
        if not cell["source"].strip():
            return
        self._count += 1
        cell["execution_count"] = self._count
        if self._over is None and time.monotonic() > self._end:
            self._over = STOPPED, f"Not run: the notebook took more than {self._exam.notebook_seconds} s."
        if self._over:
            cell["outputs"] = [shells.failure(*self._over)]
            return
        self._cell_end = min(self._end, time.monotonic() + self._exam.cell_seconds)
        start = time.perf_counter()
        tested = known is not None and known.grade and not known.solution and self._exam.tests == "trusted"
        if tested and known:
            cell["outputs"] = self._test(known)
        else:
            cell["outputs"] = self._given(known) if known and self._is_given(known) else self._run(cell["source"])
        self.spent["tests" if tested else "cells"] += time.perf_counter() - start
        if known is None or known.solution:
            self._written.append(cell["source"])

    # The student's side

    def _is_given(self, known: ExamCell) -> bool:
        return known in self._locked and not known.grade and self._exam.tests == "trusted"

    def _given(self, known: ExamCell) -> Outputs:
        """A locked cell of the master. Its pictures are the same for everybody, and dear: they are drawn on our side,
        once, unless something of the student's is in them."""
        parts = code.split(known.source)
        if not parts.pictures or code.compiled(parts.pictures, "<pictures>").needs - self._kept:
            return self._run(known.source, given=True)
        made = self._run(parts.rest, given=True) if parts.rest else []
        return made + self._drawn(known)

    def _drawn(self, known: ExamCell) -> Outputs:
        key = (self._exam.digest, known.grade_id)
        if key not in _PICTURES:
            self._catch_up(known)
            shell = shells.Shell.instance()
            shell.sink.left = shells.LARGEST
            shell.sink.fresh()
            with contextlib.suppress(BaseException), shells.redirected(shell.sink):
                value = self._execute(known.source, f"<{known.grade_id}>")
                if value is not None:
                    shell.displayhook(value)
            shown = ("display_data", "execute_result")
            _PICTURES[key] = [output for output in shell.sink.outputs if output["output_type"] in shown]
        return [{**output} for output in _PICTURES[key]]

    def _run(self, source: str, *, given: bool = False) -> Outputs:
        names = sorted(code.binds(source)) if given else []
        found = self._try(lambda: self.ask({"do": "cell", "source": source, "given": names}, []))
        if not isinstance(found, tuple):
            return [found]
        return self._fitting(outputs(found[0].get("outputs")))

    def _fitting(self, made: Outputs) -> Outputs:
        """The student's side cuts what is too long, and may be made not to. An error stays, whatever it costs."""
        weight = _weight(made)
        if weight <= self._room:
            self._room -= weight
            return made
        errors = [output for output in made if output["output_type"] == "error"][:1]
        return [*(shells.failure(output["ename"][:80], output["evalue"][:400]) for output in errors), shells.cut()]

    def _try(self, ask: Callable[[], Any]) -> Any:
        """What `ask` gives; or the output that says why it gave nothing."""
        try:
            return ask()
        except Stopped as stop:
            return shells.failure(stop.name, str(stop))
        except TooSlow:
            return shells.failure(TIMEOUT, f"It ran longer than {self._exam.cell_seconds} s and was stopped.")
        except Gone as gone:
            return shells.failure(*self._ended(gone))

    def ask(self, message: Mapping[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        """For proxies: a question within the time of this cell. What prevents the answer ends the cell."""
        if self._over:
            raise Stopped(*self._over)
        read = bool(message.get("by_hand")) and message["do"] in ("call", "engine")
        try:
            if read:
                after = [*self._shared, reach.program(message["name"], self._written, engine=message["do"] == "engine")]
                return self._clean_room.ask(message, blobs, after=after, until=self._cell_end)
            return self._pupil.ask(message, blobs, until=self._cell_end)
        except TooSlow:
            words = f"It ran longer than {self._exam.cell_seconds} s and was stopped."
            raise Stopped(TIMEOUT, words) from None
        except Gone as gone:
            if read:  # the notebook's own process goes on
                raise Stopped(DIED, f"It ended the Python process. {gone}") from None
            raise Stopped(*self._ended(gone)) from None

    def _ended(self, gone: Gone) -> tuple[str, str]:
        if gone.slow:
            self._over = STOPPED, "Not run: an earlier cell could not be stopped."
            return TIMEOUT, "This cell could not be stopped."
        self._over = DIED, "Not run: an earlier cell ended the Python process."
        return DIED, f"This cell ended the Python process. {gone}"

    # The test's side

    def _test(self, known: ExamCell) -> Outputs:
        if imports := code.imports(code.visible(known.source)):
            self._shared.append(imports)
            self._try(lambda: self.ask({"do": "cell", "source": imports}, []))  # as in the notebook, for later cells
        self._catch_up(known)
        heard = record.listen()
        made = self._judged(known)
        failed = any(output["output_type"] == "error" for output in made)
        self.verdicts.append({"grade_id": known.grade_id, "passed": not failed, **_told(heard)})
        return made

    def _catch_up(self, known: ExamCell) -> None:
        """Run the master's given cells that stand before this one and have not been run here."""
        place = self._ahead.index(known) if known in self._ahead else 0
        due, self._ahead = self._ahead[:place], self._ahead[place:]
        for earlier in due:
            if not earlier.grade:
                self._shared.append(code.split(earlier.source).rest)
                with contextlib.suppress(BaseException), shells.overheard(lambda _: None):
                    self._execute(earlier.source, f"<{earlier.grade_id}>", without=code.SHOWS)

    def _judged(self, known: ExamCell) -> Outputs:
        shell = shells.Shell.instance()
        shell.sink.left = shells.LARGEST
        shell.sink.fresh()
        shell.execution_count = self._count
        with shells.redirected(shell.sink), _alarm(self._cell_end + SLACK):
            try:
                value = self._execute(known.source, f"<{known.grade_id}>")
                if value is not None:
                    shell.displayhook(value)
            except Stopped as stop:
                shell.sink.add(shells.failure(stop.name, str(stop)), 0)
            except CheckFailed as error:
                made = shells.failure("CheckFailed", _words(error))
                shell.sink.add({**made, "traceback": error._render_traceback_()}, 0)
            except BaseException as error:  # its traceback would show the test
                if _is_ours(error):
                    raise
                shell.sink.add(shells.failure(type(error).__name__, _words(error)), 0)
        # What reaches stderr (a warning, a finalizer's words) is no verdict: nbgrader would take all points for it
        return [output for output in shell.sink.outputs if output.get("name") != "stderr"]

    def _execute(self, source: str, name: str, *, without: frozenset[str] = frozenset()) -> Any:
        cell = code.compiled(source, name, without=without)
        self._needs |= cell.needs
        if not without or cell.needs - self._kept - set(self._names):
            self._borrow()
        with probes.across(lambda function, text: probe(self, function, text)):
            exec(cell.body, self._names)
            return eval(cell.last, self._names) if cell.last else None

    def _borrow(self) -> None:
        """Put a proxy, or the value, under each name that the student has to define."""
        for name in self._borrowed:
            self._names.pop(name, None)
        wanted = sorted(self._needs - self._kept - set(self._names))
        self._borrowed = set()
        if not wanted:
            return
        answer, blobs = self.ask({"do": "names", "names": wanted}, [])
        found = answer.get("names")
        for name in wanted:
            entry = found.get(name) if isinstance(found, dict) else None
            if isinstance(entry, dict) and entry.get("kind") in ("callable", "value"):
                self._names[name] = self._lent(name, entry, blobs)
                self._borrowed.add(name)

    def _lent(self, name: str, entry: Mapping[str, Any], blobs: list[bytes]) -> Any:
        if entry["kind"] == "callable":
            parameters = entry.get("parameters")
            written = tuple(self._written)
            known = parameters if isinstance(parameters, list) else None
            return Proxy(
                self,
                name,
                known,
                read=lambda: reach.sources(name, written, self._modules),
                read_engine=lambda: reach.engine(name, written, self._modules),
            )
        try:
            start, count = int(entry["from"]), int(entry["count"])
            return values.decode(entry["data"], blobs[start : start + count])
        except (values.BadValue, KeyError, TypeError, ValueError) as error:
            raise Stopped(DIED, f"`{name}` can't be read: {type(error).__name__}.") from None

    def given(self) -> dict[int, str]:
        return {
            id(value): name
            for name, value in self._names.items()
            if name not in self._borrowed and callable(value) and getattr(value, "__module__", "") == "__main__"
        }


@contextlib.contextmanager
def _clean() -> Iterator[None]:
    """Whatever a test does to torch's modes ends with the notebook."""
    record.clear()
    kept = torch.get_default_dtype(), torch.is_grad_enabled(), torch.get_rng_state()
    try:
        yield
    finally:
        torch.set_default_dtype(kept[0])
        torch.set_grad_enabled(kept[1])
        torch.set_rng_state(kept[2])
        record.clear()


@contextlib.contextmanager
def _alarm(end: float) -> Iterator[None]:
    """A test that goes on for ever on our side (a reply can make it do so) is stopped as well."""

    def ring(*_: object) -> None:
        raise Stopped(TIMEOUT, "The test ran longer than the time limit and was stopped.")

    kept = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(0.05, end - time.monotonic()))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, kept)


def _is_ours(error: BaseException) -> bool:
    """A fault of the grader's own code, which must never become a student's 0. What a student's function raised, or
    provoked by what it returned, is none."""
    if isinstance(error, (MemoryError, RecursionError)) or hasattr(error, "__student_place__"):
        return False
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = Path(trace.tb_frame.f_code.co_filename) if trace is not None else Path()
    return place.is_relative_to(_HERE) and place.name != "stand_ins.py"


def _words(error: BaseException) -> str:
    try:
        return str(error)[:4000]
    except BaseException:
        return ""


def _told(heard: list[Any]) -> dict[str, Any]:
    """The verdict that decided: the first that is not right, else the last one."""
    found = next((verdict for verdict in heard if not verdict), heard[-1] if heard else None)
    if found is None:
        return {}
    try:
        return {"verdict": json.loads(render.as_json(found))}
    except Exception as error:  # the score stands; only its story is lost
        return {"untold": type(error).__name__}


def outputs(found: Any) -> Outputs:
    """Outputs as they came from the student's process, brought into nbformat's form; what is not one is dropped."""
    kept: Outputs = []
    for entry in found if isinstance(found, list) else []:
        kind = entry.get("output_type") if isinstance(entry, dict) else None
        if kind == "stream":
            name = "stderr" if entry.get("name") == "stderr" else "stdout"
            kept.append({"output_type": kind, "name": name, "text": str(entry.get("text", ""))})
        elif kind == "error":
            trace = entry.get("traceback")
            lines = [str(line) for line in trace] if isinstance(trace, list) else []
            words = {"ename": str(entry.get("ename")), "evalue": str(entry.get("evalue"))}
            kept.append({"output_type": kind, **words, "traceback": lines})
        elif kind in ("display_data", "execute_result") and isinstance(entry.get("data"), dict):
            made = {"output_type": kind, "data": _bundle(entry["data"]), "metadata": {}}
            kept.append({**made, "execution_count": None} if kind == "execute_result" else made)
    return kept


def _weight(thing: Any) -> int:
    """About how much a part of JSON holds, in characters."""
    if isinstance(thing, str):
        return len(thing)
    if isinstance(thing, dict):
        return sum(len(key) + 4 + _weight(part) for key, part in thing.items())
    return 4 + sum(map(_weight, thing)) if isinstance(thing, list) else 8


def _bundle(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        mime: value
        for mime, value in data.items()
        if isinstance(value, str) or (mime.endswith("json") and isinstance(value, (dict, list)))
    }
