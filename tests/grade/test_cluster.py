"""Grading on a real Dask cluster: the scores of this machine, and nothing lost when a part of it is killed."""

from __future__ import annotations

import asyncio
import json
import pickle
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import beds
import pytest
import small

import autograder
from autograder import cli
from autograder.course import Course, CourseError
from autograder.grade import cluster, exam, gradebook, intake, remote
from autograder.grade.cluster import Cluster
from autograder.grade.exam import Exam
from autograder.grade.result import Outcome, Result, Task

STUDENTS = ("ada", "bob", "cyd", "dee", "eli", "fay")


@pytest.fixture(scope="module")
def bed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[beds.Dask]:
    """For tests that kill nothing. Its workers can't see any course."""
    with beds.dask(hidden=[tmp_path_factory.getbasetemp()]) as running:
        yield running


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is not what is tested here. Who waits for a time to be over sets it again."""
    monkeypatch.setattr(cluster, "CONNECT", beds.PATIENCE)
    monkeypatch.setattr(cluster, "JOIN", beds.PATIENCE)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small.course(tmp_path)


def break_an_answer(book: small.Notebook) -> None:
    small.find(book, "answer_2")["source"] = "def square(x): return '\\ud800'"


def think(seconds: float) -> small.Change:
    def change(book: small.Notebook) -> None:
        source = f"import time\ntime.sleep({seconds})\ndef double(x): return 2 * x"
        small.find(book, "answer_1")["source"] = source

    return change


def slow_class(course: Course) -> Course:
    for student in STUDENTS:
        small.hand_in(course, student, small.answers, think(1.0))
    return course


def command(course: Course, address: str) -> list[str]:
    return ["grade", "--course", str(course.root), "--scheduler", address]


def start(course: Course, address: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "autograder.cli", *command(course, address)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def graded(course: Course) -> list[str]:
    """Students whose submission is in the gradebook by now."""
    with suppress(Exception):  # the tables may not be there yet
        return sorted(student for student, _ in gradebook.scores(course))
    return []


def points(course: Course) -> dict[str, float]:
    return {student: score.points for (student, _), score in gradebook.scores(course).items()}


def report(course: Course) -> list[dict[str, Any]]:
    """What was said of each submission, without the times."""
    rows: list[dict[str, Any]] = json.loads((course.reports / "grading.json").read_text())
    return [{name: value for name, value in row.items() if name not in ("seconds", "spent")} for row in rows]


def task(course: Course, student: str) -> Task:
    with gradebook.opened(course) as book:
        gradebook.bring_up_to_date(course, book)
        known = exam.of(book, course, small.NAME, small.NAME, exam.settings(course))
    handed = intake.load(course.submitted / student / small.NAME, known)
    return Task(student, known, handed.raw, handed.files, handed.notes)


# --- it grades ----------------------------------------------------------------------------------------------------


def test_are_the_scores_those_of_this_machine(bed: beds.Dask, tmp_path: Path) -> None:
    courses = []
    for name in ("there", "here"):
        (tmp_path / name).mkdir()
        made = small.course(tmp_path / name)
        small.hand_in(made, "ada", small.answers)
        small.hand_in(made, "bob", small.answers, break_an_answer)
        small.hand_in(made, "cut").write_text('{"cells": [')
        small.hand_in(made, "dee")
        courses.append(made)
    there, here = courses
    assert cli.main(command(there, bed.address)) == cli.OK
    assert cli.main(["grade", "--course", str(here.root), "--workers", "1"]) == cli.OK
    assert gradebook.scores(there) == gradebook.scores(here)
    assert points(there) == {"ada": 6, "bob": 4, "cut": 0, "dee": 0}
    assert report(there) == report(here)
    assert len(list(there.autograded.rglob("*.ipynb"))) == 3


def test_do_names_and_folders_stay_here(bed: beds.Dask, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    small.hand_in(course, "Zacharias", small.answers)
    with Cluster(bed.address) as away:
        sent = spy(away, monkeypatch)
        result = away.submit(task(course, "Zacharias")).result()
    assert (result.student, result.assignment, result.book) == ("Zacharias", small.NAME, "")
    assert result.scores["check_3"] == 3
    for message in map(pickle.dumps, sent):
        for word in ("Zacharias", str(course.root), "gradebook.db"):
            assert word.encode() not in message


def test_is_an_exam_sent_once(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    small.hand_in(course, "ada", small.answers)
    one = task(course, "ada")
    with beds.dask(workers=1) as bed, Cluster(bed.address) as away:
        sent = spy(away, monkeypatch)
        results = [away.submit(one).result() for _ in range(4)]
    assert {result.scores["check_3"] for result in results} == {3}
    assert [bool(arguments[1]) for arguments in sent] == [False, True, False, False, False]


def spy(away: Cluster, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What goes over the wire from now on."""
    sent: list[tuple[Any, ...]] = []
    submit = away._client.submit

    def listen(function: Any, *arguments: Any, **where: Any) -> Any:
        sent.append(arguments)
        return submit(function, *arguments, **where)

    monkeypatch.setattr(away._client, "submit", listen)
    return sent


# --- something is killed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "told to leave"])
def test_does_a_worker_that_goes_cost_no_submission(course: Course, blow: signal.Signals) -> None:
    slow_class(course)
    with beds.dask() as bed:
        running = start(course, bed.address)
        beds.wait_until(lambda: graded(course), "the first submission in the gradebook")
        bed.workers[0].send_signal(blow)
        _, err = running.communicate(timeout=900)
    assert running.returncode == cli.OK, err
    assert points(course) == dict.fromkeys(STUDENTS, 6)
    done = [line.partition(": ")[2].split()[0] for line in err.splitlines() if line.startswith("grade ")]
    assert Counter(done) == Counter(STUDENTS)


def test_does_a_second_run_complete_what_a_killed_scheduler_broke_off(course: Course) -> None:
    slow_class(course)
    small.hand_in(course, STUDENTS[-1], small.answers, think(20))  # who is still away when it happens
    with beds.dask() as bed:
        running = start(course, bed.address)
        beds.wait_until(lambda: graded(course), "the first submission in the gradebook")
        assert bed.scheduler is not None
        beds.kill(bed.scheduler)
        _, err = running.communicate(timeout=900)
        assert running.returncode == cli.TROUBLE
        last = err.strip().splitlines()[-1]
        assert last.startswith(f"autograder: The connection to the Dask scheduler at {bed.address} was lost.")
        assert "Traceback" not in err
        before = graded(course)
        assert 0 < len(before) < len(STUDENTS)

        for worker in bed.workers:
            beds.kill(worker)
        small.hand_in(course, STUDENTS[-1], small.answers)
        bed.start_scheduler()
        bed.start_worker()
        again = start(course, bed.address)
        out, err = again.communicate(timeout=900)
    assert again.returncode == cli.OK, err
    assert points(course) == dict.fromkeys(STUDENTS, 6)
    assert f"{len(STUDENTS) - len(before)} of {len(STUDENTS) - len(before)} submissions graded" in out


def test_does_a_submission_outlive_the_only_worker_that_had_asked_for_its_exam(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask keeps a task that is meant for one worker, which is gone, from those that come later."""
    small.hand_in(course, "ada", small.answers)
    with beds.dask(workers=1) as bed, Cluster(bed.address) as away:
        read = away._read

        def too_late(sent: Any, reply: dict[str, Any]) -> None:
            if "wants" in reply and len(bed.workers) == 1:
                beds.kill(bed.workers[0])
                beds.wait_until(lambda: not away._client.nthreads(), "the scheduler to see it")
            read(sent, reply)
            if len(bed.workers) == 1:
                bed.start_worker()

        aside = ThreadPoolExecutor(1)  # the caller is Dask's own thread, which must not wait
        monkeypatch.setattr(away, "_read", lambda sent, reply: aside.submit(too_late, sent, reply))
        result = away.submit(task(course, "ada")).result(timeout=beds.PATIENCE)
    assert (result.outcome, result.scores["check_3"], len(bed.workers)) == (Outcome.GRADED, 3, 2)


def test_does_a_reply_that_was_lost_with_its_worker_come_again(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    small.hand_in(course, "ada", small.answers)
    with beds.dask(workers=1) as bed, Cluster(bed.address) as away:
        bring = away._bring

        def lose(reply: Any) -> None:
            beds.wait_until(reply.done, "the reply to be ready")
            beds.kill(bed.workers[0])
            beds.wait_until(lambda: not away._client.nthreads(), "the scheduler to see it")
            bed.start_worker()

        async def late(sent: Any, reply: Any) -> None:
            if len(bed.workers) == 1:
                await asyncio.to_thread(lose, reply)
            await bring(sent, reply)

        monkeypatch.setattr(away, "_bring", late)
        result = away.submit(task(course, "ada")).result(timeout=beds.PATIENCE)
    assert (result.outcome, result.scores["check_3"], len(bed.workers)) == (Outcome.GRADED, 3, 2)


def test_is_it_said_when_the_last_worker_is_gone(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    small.hand_in(course, "ada", small.answers, think(60))
    with beds.dask(workers=1) as bed, Cluster(bed.address) as away:
        monkeypatch.setattr(cluster, "JOIN", 1.0)
        futures = [away.submit(task(course, "ada")) for _ in range(3)]
        beds.kill(bed.workers[0])
        for future in futures:
            with pytest.raises(CourseError, match=f"^No Dask worker is left at {bed.address}"):
                future.result(timeout=beds.PATIENCE)


def test_is_a_submission_that_takes_its_workers_with_it_given_up(course: Course) -> None:
    """The scheduler of this bed gives up at the first death; we send it once more."""
    small.hand_in(course, "ada", small.answers, think(60))
    with beds.dask(workers=1, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as bed, Cluster(bed.address) as away:
        future = away.submit(task(course, "ada"))
        seen: set[str] = set()

        def at_work() -> bool:
            """One that we haven't killed yet: the scheduler needs a moment to see that one is dead."""
            new = {worker for worker, tasks in away._client.processing().items() if tasks} - seen
            seen.update(new)
            return bool(new)

        while True:  # more than two may have to die: one killed between two messages takes no submission with it
            beds.wait_until(lambda: future.done() or at_work(), "a worker at work")
            if future.done():
                break
            bed.start_worker()  # first, so that the task has a place to go, and no address comes twice
            for worker in bed.workers[:-1]:
                beds.kill(worker)
        result = future.result(timeout=beds.PATIENCE)
    assert (result.outcome, result.reason) == (Outcome.FAILED, "Each Dask worker that graded it died.")
    assert result.student == "ada"


# --- it can't start -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["machine", "tcp://10.0.0.5", "ftp://10.0.0.5:8786"])
def test_is_an_address_that_is_none_named(address: str) -> None:
    with pytest.raises(CourseError, match=f"^'{address}' is no address of a Dask scheduler"):
        Cluster(address).__enter__()


@pytest.mark.parametrize(
    ("address", "required", "words"),
    [
        ("tls://10.0.0.5:8786", False, "asks for a certificate, and you have none"),
        ("tcp://10.0.0.5:8786", True, "is not encrypted, and your Dask configuration asks for it"),
    ],
)
def test_is_a_missing_certificate_named(address: str, required: bool, words: str) -> None:
    import dask

    with (
        dask.config.set({"distributed.comm.require-encryption": required}),
        pytest.raises(CourseError, match=words),
    ):
        Cluster(address).__enter__()


def test_is_a_scheduler_that_does_not_answer_named_by_the_command(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    small.hand_in(course, "ada")
    address = f"tcp://{beds.LOOPBACK}:{beds.free_port()}"
    assert cli.main(command(course, address)) == cli.TROUBLE
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"autograder: No Dask scheduler answers at {address}.")


def test_is_a_cluster_without_workers_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "JOIN", 1.0)
    with beds.dask(workers=0) as bed, pytest.raises(CourseError, match=r"has no workers\. Start some"):
        Cluster(bed.address).__enter__()


def test_is_missing_dask_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CourseError, match="needs Dask, which is not installed here"):
        Cluster("tcp://10.0.0.5:8786").__enter__()


def test_is_a_worker_of_another_version_refused_by_name(course: Course, tmp_path: Path) -> None:
    """One that is there at the start, and one that comes later."""
    small.hand_in(course, "ada", small.answers)
    other = another_version(tmp_path / "other")
    with beds.dask(workers=1) as bed:
        with Cluster(bed.address) as away:
            beds.kill(bed.workers[0])
            bed.start_worker(PYTHONPATH=str(other))
            with pytest.raises(CourseError, match=r"worker tcp://127\S+ has another version of this autograder"):
                away.submit(task(course, "ada")).result(timeout=beds.PATIENCE)
        with pytest.raises(CourseError, match=r"worker tcp://127\S+ has another version of this autograder"):
            Cluster(bed.address).__enter__()


def another_version(folder: Path) -> Path:
    shutil.copytree(Path(autograder.__file__).parent, folder / "autograder")
    with (folder / "autograder/learn/compare.py").open("a") as file:
        file.write("\n# less strict\n")
    return folder


def test_is_a_worker_that_can_not_confine_refused_by_name(course: Course) -> None:
    """Its kernel allows no further user namespace: so it is in many containers."""
    small.hand_in(course, "ada", small.answers)
    none = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"'
    with beds.dask(workers=0) as bed:
        bed.start_worker("unshare", "--user", "--map-root-user", "sh", "-ec", none, "sh")
        with Cluster(bed.address) as away, pytest.raises(CourseError) as caught:
            away.submit(task(course, "ada")).result(timeout=beds.PATIENCE)
    assert str(caught.value).startswith("The Dask worker tcp://127.0.0.1:")
    assert " can't grade: " in str(caught.value)


# --- without a cluster --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({}, ""),
        ({"Python": "3.9"}, "has Python 3.9, and this machine has 3.11; install the same there."),
        ({"torch": ""}, "has no torch, and this machine has 2.13.0; install the same there."),
        ({"autograder": "c0ffee"}, "has another version of this autograder than this machine; update and restart it."),
    ],
)
def test_is_a_difference_between_versions_said(found: dict[str, str], words: str) -> None:
    here = {"Python": "3.11", "torch": "2.13.0", "autograder": "abcdef"}
    assert remote.difference(here | found, here) == words


def test_does_a_result_survive_the_way_back() -> None:
    made = Result(
        "ada", "01", Outcome.GRADED, "", ("\ud800",), {"a": 0.5, "b": None}, {"a": None}, "{}\n", 1.5, "", "",
        ({"outcome": "wrong"},), {"cells": 0.1}, True,
    )  # fmt: skip
    assert remote.from_data(json.loads(json.dumps(remote.to_data(made)))) == made


def test_is_an_exam_kept_by_its_digest() -> None:
    made = Exam("01", "01", (), {}, digest="test_is_an_exam_kept_by_its_digest")
    assert remote._learn(made.digest, "") is None
    assert remote._learn(made.digest, json.dumps(made.to_data())) == made
    assert remote._learn(made.digest, "") == made
