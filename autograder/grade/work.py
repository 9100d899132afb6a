"""One task in, one `Result` out, whatever the submission holds. Runs in a judge's process and writes nothing."""

from __future__ import annotations

import hashlib
import json
import resource
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.grade import judge, lending, restore, scoring
from autograder.grade.exam import Exam
from autograder.grade.pupil import Pupil, Unready
from autograder.grade.result import Outcome, Refusal, Result, Task
from autograder.grade.wire import Channel, Closed

LARGEST = 256_000_000  # bytes of a submission with its files, and of a result
NOTES = {
    judge.TIMEOUT: "NAME ran longer than the time limit and was stopped.",
    judge.STOPPED: "NAME was not run: the notebook as a whole took too long.",
    judge.DIED: "NAME ended the Python process.",
}


def serve(talk: socket.socket, link: socket.socket) -> None:
    """Tasks from the station until it hangs up. An exam is sent once and kept by its digest."""
    channel = Channel(talk, limit=LARGEST, json_limit=LARGEST)
    exams: dict[str, Exam] = {}
    sys.setrecursionlimit(3000)
    while True:
        try:
            message, blobs = channel.receive(None)
        except Closed:
            return
        if "exam" in message:
            exam = Exam.from_data(message["exam"])
            exams[exam.digest] = exam
        raw, *contents = blobs
        files = dict(zip(message["files"], contents, strict=True))
        task = Task(message["student"], exams[message["digest"]], raw, files, tuple(message["notes"]))
        result = grade(task, link)
        channel.send({}, [json.dumps(result.to_data()).encode(), result.notebook.encode("utf-8", "replace")])


def grade(task: Task, link: socket.socket) -> Result:
    """Never raises: what goes wrong is in the result."""
    start, used = time.perf_counter(), _cpu()
    exam = task.exam
    try:
        made = _grade(task, link, start)
    except Refusal as refusal:
        made = {"outcome": Outcome.REFUSED, "reason": str(refusal), "notes": task.notes}
    except Unready as error:
        made = {"outcome": Outcome.FAILED, "reason": f"It could not be run: {error}"}
    except Exception as error:
        words = str(error).strip().partition("\n")[0]
        reason = _printable(f"Grading it broke down: {type(error).__name__}: {words}"[:300])
        made = {"outcome": Outcome.FAILED, "reason": reason, "details": traceback.format_exc()}
    spent = {**made.pop("spent", {}), "judge_cpu": _cpu() - used}
    book = exam.notebook if exam.notebook != exam.assignment else ""
    seconds = time.perf_counter() - start
    return Result(task.student, exam.assignment, seconds=seconds, book=book, spent=spent, **made)


def _grade(task: Task, link: socket.socket, start: float, *, again: bool = True) -> dict[str, Any]:
    """A student's process that was killed from outside is nobody's answer: the notebook is run once more."""
    opened = restore.restore(task.raw, task.exam)
    sanitised = time.perf_counter()

    def start_pupil(**limits: int) -> Pupil:
        seed = _seed("theirs", task.exam, opened.notebook)
        return Pupil(link, Path(tempfile.gettempdir()), {**task.exam.limits, **limits}, seed)

    def start_room() -> Pupil:
        """What forbids an engine binds the thread in which it is forbidden; so there is to be no other."""
        return start_pupil(threads=1)

    drawn = int.from_bytes(_seed("ours", task.exam, opened.notebook)[:7])
    with start_pupil() as pupil:
        lending.lend(pupil, task.exam)
        judged = judge.judge(opened.notebook, task.exam, pupil, task.files, start_room, drawn)
        judging = time.perf_counter()
    if judged.killed and again:
        return _grade(task, link, start, again=False)
    spent = {
        "sanitise": sanitised - start,
        **pupil.spent,
        **judged.spent,
        "end": time.perf_counter() - judging,
        "child_cpu": pupil.cpu + judged.spent["room_cpu"],
    }
    return {
        "outcome": Outcome.GRADED,
        "notes": (*task.notes, *opened.notes, *_stops(opened.notebook)),
        "scores": scoring.scores(opened.notebook, task.exam),
        "comments": scoring.comments(opened.notebook, task.exam),
        "notebook": json.dumps(opened.notebook, indent=1, ensure_ascii=False) + "\n",
        "verdicts": tuple(judged.verdicts),
        "spent": spent,
        "forgeable": task.exam.tests != "trusted",
    }


def _seed(whose: str, exam: Exam, notebook: Mapping[str, Any]) -> bytes:
    """For random numbers: the same whenever this code is graded on this exam, so that its score is. Nobody who has not
    seen the hidden tests can know it, and a changed line changes it."""
    sources = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return hashlib.sha256(json.dumps([whose, exam.digest, sources]).encode()).digest()


def _stops(notebook: Mapping[str, Any]) -> list[str]:
    """Cells that were stopped from outside, and the student's own cells that ended in an error."""
    notes, left = [], 0
    for number, cell in enumerate(notebook["cells"], start=1):
        entry = cell["metadata"].get("nbgrader", {})
        name = f"Cell {number} ({entry['grade_id']})" if entry.get("grade_id") else f"Cell {number}"
        errors = [output for output in cell.get("outputs", []) if output["output_type"] == "error"]
        if errors and errors[-1]["evalue"].startswith("Not run"):
            left += 1
        elif errors:
            ename = errors[-1]["ename"]
            graded = bool(entry.get("grade"))
            words = NOTES.get(ename, "" if graded else f"NAME ended in {_printable(ename[:60])}.")
            notes.append(words.replace("NAME", name, 1))
    if left:
        notes.append(f"The {left} cells after it were not run." if left > 1 else "The cell after it was not run.")
    return [note for note in notes if note]


def _printable(text: str) -> str:
    """For a terminal: a student names their errors, and a name may clear the screen or write lines of its own."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
