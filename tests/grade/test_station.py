"""The station: what dies is replaced, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from pathlib import Path

import pytest
from beds import wait_until
from sitting import START, exam, notebook

from autograder.course import CourseError
from autograder.grade import confine, judge, pupil
from autograder.grade.result import Outcome, Task
from autograder.grade.station import BEYOND, RUNS, Station

QUICK = "def answer(): return 4"
ON = exam(("start", START), ("answer_1", "..."), ("check_1", "assert answer() == 4"), cell_seconds=60)


def slow(value: str = "4") -> str:
    """An answer that sleeps for so long that a test finds it asleep; less when it is run once more."""
    until = time.time() + 4
    return f"import time\ndef answer():\n    time.sleep(max(1.5, {until} - time.time()))\n    return {value}"


def task(source: str) -> Task:
    return Task("ada", ON, notebook(("start", START), ("answer_1", source), ("check_1", "")))


def state(pid: int) -> str:
    """As `ps` says it: S sleeps, Z is dead, and nothing is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def alive(pid: int) -> bool:
    return state(pid) not in ("", "Z")


def children(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not alive(pid), f"the end of {pid}")


def asleep(station: Station, count: int = 1) -> set[int]:
    """So many students' processes, as soon as nobody does anything: no warm parent, judge or student. Then what goes
    on is the answer's sleep, however long it took to get there."""
    found: set[int] = set()
    still = 0

    def calm() -> bool:
        nonlocal found, still
        found = children(station.pids[0]) - set(station.pids)
        there = [station.pids[0], station.pids[-1], *found]
        still = still + 1 if len(found) == count and all(state(pid) == "S" for pid in there) else 0
        return still == 3

    wait_until(calm, f"{count} of the student's processes to sleep")
    return found


@pytest.mark.parametrize("victim", [0, -1], ids=["the warm parent", "the judge"])
def test_is_a_submission_graded_all_the_same_when_a_process_is_killed(victim: int) -> None:
    with Station(1) as station:
        assert station.submit(task(QUICK)).result().scores == {"check_1": 2.0}
        first = station.pids
        running = station.submit(task(slow()))
        asleep(station)
        kill(first[victim])
        found = running.result()
        assert found.outcome is Outcome.GRADED
        assert found.scores == {"check_1": 2.0}


def test_is_a_student_s_process_that_somebody_killed_run_once_more() -> None:
    with Station(1) as station:
        station.submit(task(QUICK)).result()
        running = station.submit(task(slow()))
        (pid,) = asleep(station)
        kill(pid)
        assert running.result().scores == {"check_1": 2.0}


def test_is_a_clean_room_that_somebody_killed_opened_once_more() -> None:
    test = "check.value(answer, like=lambda: torch.tensor(4.0), by_hand=True)"
    on = exam(("start", START), ("answer_1", "..."), ("check_1", test), cell_seconds=60)
    with Station(1) as station:
        station.submit(task(QUICK)).result()
        handed = notebook(("start", START), ("answer_1", slow("torch.tensor(4.0)")), ("check_1", ""))
        running = station.submit(Task("ada", on, handed))
        kill(max(asleep(station, 2)))  # the notebook's own process, and, later born, the room
        assert running.result().scores == {"check_1": 2.0}


def test_does_a_process_that_kills_itself_every_time_end_in_a_score() -> None:
    """Also when each run takes nearly all of its time: both fit into what the station waits for."""
    suicide = "import os, signal, time\ndef answer():\n    time.sleep(1)\n    os.kill(os.getpid(), signal.SIGKILL)"
    with Station(1) as station:
        found = station.submit(task(suicide)).result()
    assert found.outcome is Outcome.GRADED
    assert found.scores == {"check_1": 0.0}
    assert RUNS * ON.notebook_seconds + BEYOND > 2 * (ON.notebook_seconds + judge.SLACK + pupil.GRACE)


def test_does_a_submission_whose_judge_always_dies_get_a_reason() -> None:
    with Station(1) as station:
        station.submit(task(QUICK)).result()
        running = station.submit(task(slow()))
        for _ in range(2):
            asleep(station)
            kill(station.pids[-1])
        found = running.result()
        assert found.outcome is Outcome.FAILED
        assert "killed" in found.reason
        assert station.submit(task(QUICK)).result().scores == {"check_1": 2.0}


def test_is_nothing_left_when_a_station_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    station = Station(2)
    tasks = [station.submit(task(QUICK)) for _ in range(2)]
    assert all(found.result().outcome is Outcome.GRADED for found in tasks)
    pids = station.pids
    assert len(pids) >= 2
    station.close()
    wait_until(lambda: not any(map(alive, pids)), "every process to end")
    assert list(tmp_path.iterdir()) == []


def test_does_this_machine_confine() -> None:
    assert confine.missing() == ()  # or nothing above was what it seems


def test_is_it_refused_in_words_where_nothing_can_confine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine, "missing", lambda: ("The kernel has no Landlock.",))
    with Station(1) as station, pytest.raises(CourseError, match=r"no Landlock.*--accept-risk"):
        station.submit(task(QUICK)).result()


def test_is_it_graded_where_the_risk_was_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine, "missing", lambda: ("The kernel has no Landlock.",))
    with Station(1, accept_risk=True) as station:
        assert station.submit(task(QUICK)).result().scores == {"check_1": 2.0}
