"""The station: what dies is replaced, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from pathlib import Path

import pytest
from sitting import START, exam, notebook

from autograder.course import CourseError
from autograder.grade import confine, judge, pupil
from autograder.grade.result import Outcome, Task
from autograder.grade.station import BEYOND, RUNS, Station

SLOW = "import time\ndef answer():\n    time.sleep(1.5)\n    return 4"
ON = exam(("start", START), ("answer_1", "..."), ("check_1", "assert answer() == 4"))


def task(source: str = SLOW) -> Task:
    return Task("ada", ON, notebook(("start", START), ("answer_1", source), ("check_1", "")))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: tuple[int, ...]) -> bool:
    until = time.monotonic() + 10
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, pids))


@pytest.mark.parametrize("victim", [0, -1], ids=["the warm parent", "the judge"])
def test_is_a_submission_graded_all_the_same_when_a_process_is_killed(victim: int) -> None:
    with Station(1) as station:
        assert station.submit(task("def answer(): return 4")).result().scores == {"check_1": 2.0}
        first = station.pids
        running = station.submit(task())
        time.sleep(0.7)
        os.kill(first[victim], signal.SIGKILL)
        found = running.result()
        assert found.outcome is Outcome.GRADED
        assert found.scores == {"check_1": 2.0}
        assert gone((first[victim],))


def test_is_a_student_s_process_that_somebody_killed_run_once_more() -> None:
    with Station(1) as station:
        station.submit(task("def answer(): return 4")).result()
        running = station.submit(task())
        time.sleep(0.7)
        for pid in children(station.pids[0]) - set(station.pids):
            os.kill(pid, signal.SIGKILL)
        assert running.result().scores == {"check_1": 2.0}


def test_is_a_clean_room_that_somebody_killed_opened_once_more() -> None:
    test = "check.value(answer, like=lambda: torch.tensor(4.0), by_hand=True)"
    on = exam(("start", START), ("answer_1", "..."), ("check_1", test))
    source = "import time\ndef answer():\n    time.sleep(1.5)\n    return torch.tensor(4.0)"
    with Station(1) as station:
        station.submit(task("def answer(): return 4")).result()
        handed = notebook(("start", START), ("answer_1", source), ("check_1", ""))
        running = station.submit(Task("ada", on, handed))
        time.sleep(0.7)
        below = sorted(children(station.pids[0]) - set(station.pids))
        assert len(below) == 2  # the notebook's own process, and the room
        os.kill(below[-1], signal.SIGKILL)
        assert running.result().scores == {"check_1": 2.0}


def test_does_a_process_that_kills_itself_every_time_end_in_a_score() -> None:
    """Also when each run takes nearly all of its time: both fit into what the station waits for."""
    suicide = "import os, signal, time\ndef answer():\n    time.sleep(1)\n    os.kill(os.getpid(), signal.SIGKILL)"
    with Station(1) as station:
        found = station.submit(task(suicide)).result()
    assert found.outcome is Outcome.GRADED
    assert found.scores == {"check_1": 0.0}
    assert RUNS * ON.notebook_seconds + BEYOND > 2 * (ON.notebook_seconds + judge.SLACK + pupil.GRACE)


def children(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def test_does_a_submission_whose_judge_always_dies_get_a_reason() -> None:
    with Station(1) as station:
        station.submit(task("def answer(): return 4")).result()
        running = station.submit(task())
        for _ in range(2):
            time.sleep(0.7)
            os.kill(station.pids[-1], signal.SIGKILL)
        found = running.result()
        assert found.outcome is Outcome.FAILED
        assert "killed" in found.reason
        assert station.submit(task("def answer(): return 4")).result().scores == {"check_1": 2.0}


def test_is_nothing_left_when_a_station_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    station = Station(2)
    tasks = [station.submit(task("def answer(): return 4")) for _ in range(2)]
    assert all(found.result().outcome is Outcome.GRADED for found in tasks)
    pids = station.pids
    assert len(pids) >= 2
    station.close()
    assert gone(pids)
    assert list(tmp_path.iterdir()) == []


def test_does_this_machine_confine() -> None:
    assert confine.missing() == ()  # or nothing above was what it seems


def test_is_it_refused_in_words_where_nothing_can_confine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine, "missing", lambda: ("The kernel has no Landlock.",))
    with Station(1) as station, pytest.raises(CourseError, match=r"no Landlock.*--accept-risk"):
        station.submit(task()).result()


def test_is_it_graded_where_the_risk_was_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine, "missing", lambda: ("The kernel has no Landlock.",))
    with Station(1, accept_risk=True) as station:
        assert station.submit(task("def answer(): return 4")).result().scores == {"check_1": 2.0}
