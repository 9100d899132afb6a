"""Kill -9, full disks, locks, rights: what was graded stays, what was not is graded by the next run, and a person is
told in a sentence. The grader's main process is a fork of this one, with a fake station, so that a round is cheap.

SEED in the environment repeats a run; it is printed.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fake
import pytest
import small
from beds import lacking

from autograder.course import Course, CourseError
from autograder.grade import command, gradebook, record

CLASS = 16
KILLS = 60
NOBODY = 65534
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
POINTS = {"check_1": 1.0, "check_2": 2.0, "check_3": 3.0}


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where another user may look, which is not so of pytest's own folders."""
    made = Path(tempfile.mkdtemp(prefix="nothing-lost-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Everybody has handed in right answers; nothing is graded, but the gradebook knows the tests."""
    made = small.course(tmp_path_factory.mktemp("original"))
    for number in range(CLASS):
        small.hand_in(made, f"s{number}", small.answers)
    with gradebook.opened(made) as book:
        gradebook.bring_up_to_date(made, book)
    return made


@pytest.fixture
def course(original: Course, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    shutil.copytree(original.root, folder, dirs_exist_ok=True)
    folder.chmod(0o755)
    monkeypatch.setattr(command, "_feedback", lambda *_: {})
    return Course(folder)


def grade(course: Course, delay: float = 0.0) -> command.Summary:
    station = fake.Fake(delay=delay)
    try:
        return command.grade(course, opener=fake.opener(station))
    finally:
        station.close()


def forked(work: Callable[[], object]) -> tuple[int, int]:
    """A child that does it: its pid, and the end of a pipe that its words of failure come out of."""
    out, into = os.pipe()
    pid = os.fork()
    if pid:
        os.close(into)
        return pid, out
    words = ""
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            work()
    except CourseError as error:
        words = str(error)
    except BaseException as error:
        words = f"{type(error).__name__}: {error}"
    os.write(into, words.encode())
    os._exit(0)


def said(work: Callable[[], object]) -> str:
    pid, out = forked(work)
    with open(out, encoding="utf-8") as pipe:
        words = pipe.read()
    os.waitpid(pid, 0)
    return words


def database(course: Course) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(course.root / "gradebook.db"))


def is_whole(course: Course) -> None:
    """At any moment: the database is sound, no row without its scores, no half file under a name that counts."""
    if not (course.root / "gradebook.db").exists():
        return
    with database(course) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "autograder_graded" in tables:
            done = dict(connection.execute("SELECT student, outcome FROM autograder_graded").fetchall())
            scored = {name for (name,) in connection.execute("SELECT student_id FROM submitted_assignment")}
            # What failed on our side is noted, and tried again: it leaves the gradebook as it was.
            assert {student for student, outcome in done.items() if outcome != "failed"} <= scored <= set(done)
    for path in course.autograded.rglob("*.ipynb"):
        assert json.loads(path.read_text())["cells"]


def is_complete(course: Course, deleted: frozenset[str] = frozenset(), *, marks: bool = False) -> None:
    """Every submission is graded exactly once, with the score it deserves, and a person's marks are there."""
    is_whole(course)
    with database(course) as connection:
        count = "SELECT count(*), count(DISTINCT student) FROM autograder_graded WHERE outcome = 'graded'"
        assert connection.execute(count).fetchone() == (CLASS, CLASS)
        rows = "SELECT count(*), count(DISTINCT notebook_id || cell_id) FROM grade"
        assert connection.execute(rows).fetchone() == (4 * CLASS, 4 * CLASS)
        version = connection.execute("SELECT count(*) FROM alembic_version").fetchone()
        assert version == (1,)
        found = connection.execute("SELECT manual_score FROM grade WHERE manual_score IS NOT NULL").fetchall()
        assert found == ([(3.5,)] * CLASS if marks else [])
    for (student, _), score in gradebook.scores(course).items():
        essay = {"essay": 3.5 if marks else 0.0}
        check = {"check_2": 0.0} if student in deleted else {}
        assert dict(score.cells) == {**POINTS, **check, **essay}, student
    assert len(list(course.autograded.glob("*/*/*.ipynb"))) == CLASS


def delete_check(book: small.Notebook) -> None:
    book["cells"].remove(small.find(book, "check_2"))


def test_is_nothing_lost_when_the_grader_is_killed_at_any_moment(course: Course) -> None:
    print(f"SEED={SEED}")
    chance = random.Random(SEED)
    grade(course)
    with database(course) as connection:
        essays = "cell_id IN (SELECT id FROM base_cell WHERE name = 'essay')"
        connection.execute(f"UPDATE grade SET manual_score = 3.5 WHERE {essays}")
        connection.commit()
    start = time.monotonic()
    command.grade(course, opener=fake.opener(fake.Fake(delay=0.01)), force=True)
    whole = time.monotonic() - start
    deleted: set[str] = set()
    cut = 0
    for turn in range(KILLS):
        for student in chance.sample([f"s{number}" for number in range(CLASS)], CLASS // 2):
            gone = chance.random() < 0.5
            changes = (small.answers, delete_check) if gone else (small.answers,)
            small.hand_in(course, student, *changes).with_name("turn.txt").write_text(str(turn))
            (deleted.add if gone else deleted.discard)(student)
        pid, out = forked(lambda: grade(course, 0.01))
        time.sleep(chance.uniform(0, whole))
        os.kill(pid, signal.SIGKILL)
        in_time = os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        cut += in_time
        whole *= 1.05 if in_time else 0.8  # a run takes now more, now less of a busy machine's time
        os.close(out)
        is_whole(course)
        if turn % 10 == 9:
            grade(course)
            is_complete(course, frozenset(deleted), marks=True)
            assert grade(course).done == 0
    print(f"{cut} of {KILLS} runs were killed in the middle")
    assert cut > KILLS // 3
    assert not [path for path in course.root.rglob("*.new") if path.stat().st_size == 0]


def test_is_a_gradebook_that_was_being_made_when_the_grader_was_killed_made_anew(course: Course) -> None:
    print(f"SEED={SEED}")
    chance = random.Random(SEED)
    start = time.monotonic()
    (course.root / "gradebook.db").unlink()
    grade(course)
    whole = time.monotonic() - start
    for _ in range(4):
        (course.root / "gradebook.db").unlink(missing_ok=True)
        shutil.rmtree(course.autograded, ignore_errors=True)
        pid, out = forked(lambda: grade(course))
        time.sleep(chance.uniform(0, whole))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(out)
        assert said(lambda: grade(course)) == ""
        is_complete(course)


def test_is_a_commit_that_did_not_happen_no_grade(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Died between the file and the commit: the file alone counts for nothing."""

    def die(*_: object) -> None:
        os._exit(9)

    with monkeypatch.context() as patch:
        patch.setattr(record.Writer, "record", die)
        said(lambda: grade(course))
    assert len(list(course.autograded.glob("*/*/*.ipynb"))) == 1
    assert grade(course).done == CLASS
    is_complete(course)


# ---- disks


@pytest.mark.parametrize("room", [0, 20_000, 60_000])
def test_is_a_disk_that_fills_up_said_and_the_rest_graded_when_there_is_room(course: Course, room: int) -> None:
    """A limit on the size of a file stands for the disk: the gradebook can't grow, the small notebooks still fit."""
    limit = (course.root / "gradebook.db").stat().st_size + room

    def cramped() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        grade(course)

    words = said(cramped)
    if words:
        assert str(course.root / "gradebook.db") in words
        assert "the disk is full" in words
    is_whole(course)
    grade(course)
    is_complete(course)


def test_is_a_full_file_system_said_and_nothing_half_written(course: Course) -> None:
    grade(course)
    code = (
        "import contextlib, io, sys; sys.path.insert(0, 'tests/grade')\n"
        "import pathlib, fake\n"
        "from autograder.course import Course, CourseError\n"
        "from autograder.grade import command, ledger\n"
        "command._feedback = lambda *_: {}\n"
        "try:\n"
        "    with contextlib.redirect_stderr(io.StringIO()):\n"
        "        command.grade(Course(pathlib.Path(sys.argv[1])), opener=fake.opener(fake.Fake()), force=True)\n"
        "except CourseError as error: print(error)\n"
    )
    place = course.autograded
    script = f'mount -t tmpfs -o size=16k none "{place}" && exec "$0" -c "$1" "{course.root}"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, sys.executable, code], capture_output=True, text=True, cwd=small.ROOT
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        lacking(f"A way to make a small file system ({done.stderr.strip()[:100]})")
    assert done.stdout.startswith(f"{place} can't be written: No space left on device. Make room and run"), done.stderr
    grade(course)
    is_complete(course)


# ---- rights


def as_nobody(work: Callable[[], object]) -> Callable[[], object]:
    def dropped() -> None:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        work()

    return dropped


def hand_over(course: Course) -> None:
    for path in (course.root, *course.root.rglob("*")):
        os.chown(path, NOBODY, NOBODY)


@pytest.mark.skipif(os.geteuid() != 0, reason="takes another user's rights away")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gradebook.db", "gradebook.db can't be written. Give yourself the right to write to it and to its folder."),
        (".", "can't be written, and SQLite keeps its journal beside gradebook.db."),
        ("autograded", "autograded can't be written: Permission denied. See that you may write there."),
        ("reports", "reports can't be written: Permission denied. See that you may write there."),
    ],
)
def test_is_a_place_without_the_right_to_write_named(course: Course, name: str, words: str) -> None:
    grade(course)
    for number in range(3):
        small.hand_in(course, f"s{number}", small.answers, delete_check)
    hand_over(course)
    places = [course.root / name, *((course.root / name).rglob("*") if name != "." else ())]
    for place in places:
        os.chown(place, 0, 0)
    found = said(as_nobody(lambda: grade(course)))
    assert words in found
    assert found.startswith(str(course.root))
    is_whole(course)
    hand_over(course)
    assert said(as_nobody(lambda: grade(course))) == ""
    is_complete(course, frozenset({"s0", "s1", "s2"}))


# ---- the gradebook itself


def test_is_a_gradebook_that_another_process_holds_waited_for_and_then_named(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(course)
    small.hand_in(course, "s0", small.answers, delete_check)
    monkeypatch.setattr(gradebook, "PATIENCE", 0.3)
    with held(course, "EXCLUSIVE"):
        assert "gradebook.db is held by another process: an open formgrader" in said(lambda: grade(course))
    monkeypatch.setattr(gradebook, "PATIENCE", 60)
    with held(course, "IMMEDIATE") as other:
        pid, out = forked(lambda: grade(course))
        time.sleep(0.3)
        other.kill()
        with open(out, encoding="utf-8") as pipe:
            assert pipe.read() == ""
        os.waitpid(pid, 0)
    is_complete(course, frozenset({"s0"}))


@contextlib.contextmanager
def held(course: Course, how: str) -> Iterator[subprocess.Popen[str]]:
    """By a process of its own: SQLite's locks are not made for forks."""
    code = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1])\n"
        f"connection.execute('BEGIN {how}')\n"
        "print(1, flush=True)\n"
        "input()\n"
    )
    argv = [sys.executable, "-c", code, str(course.root / "gradebook.db")]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "1\n"
        yield process
        process.kill()


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"\xff" * 4000])
def test_is_a_file_that_is_no_gradebook_named_and_left_alone(course: Course, content: bytes) -> None:
    path = course.root / "gradebook.db"
    path.write_bytes(content)
    words = said(lambda: grade(course))
    assert words.startswith(f"{path} is not a gradebook, or is damaged.")
    assert path.read_bytes() == content


def test_is_a_damaged_gradebook_named(course: Course) -> None:
    grade(course)
    path = course.root / "gradebook.db"
    raw = bytearray(path.read_bytes())
    raw[4096:] = os.urandom(len(raw) - 4096)
    path.write_bytes(raw)
    words = said(lambda: grade(course))
    assert words.startswith(f"{path} is damaged."), words
    assert path.read_bytes() == bytes(raw)


def test_is_a_missing_folder_of_the_gradebook_named(course: Course) -> None:
    config = course.root / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.CourseDirectory.db_url = 'sqlite:///elsewhere/gradebook.db'\n")
    place = course.root / "elsewhere"
    assert said(lambda: grade(course)) == (
        f"The folder of the gradebook, {place}, does not exist. Make it, or set db_url."
    )


def test_is_a_server_that_is_not_there_named_without_its_password() -> None:
    from autograder.grade.trouble import words

    url = "postgresql+psycopg://ann:secret@db.example:5432/grades"
    assert words(url, "connection refused\nmore") == (
        "The gradebook grades on db.example can't be used: connection refused. See that its server runs. "
        "What was graded so far is kept; the same command goes on from there."
    )


def test_does_a_regrade_of_a_submission_with_a_deleted_test_cell_not_keep_its_score(course: Course) -> None:
    grade(course)
    small.hand_in(course, "s3", small.answers, delete_check)
    grade(course)
    is_complete(course, frozenset({"s3"}))


REAL_KILLS = 8


def descendants(pid: int) -> list[int]:
    """All processes below this one, read from /proc: the warm parent, its judges, the students' processes."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            children.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    found, todo = [], [pid]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += below
    return found


def test_is_nothing_lost_when_any_of_the_real_processes_is_killed(course: Course) -> None:
    """The command itself, with its warm parent, judges and confined children: one of them is shot, again and again."""
    print(f"SEED={SEED}")
    chance = random.Random(SEED)
    program = [sys.executable, "-m", "autograder.cli", "grade", "--no-feedback", "--course", str(course.root)]
    shot = 0
    for number in range(REAL_KILLS):
        started = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 4.0))
        below = descendants(started.pid)
        victim = started.pid if number % 2 or not below else chance.choice(below)
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
            shot += 1
        started.wait(900)
        until = time.monotonic() + 60
        while not all(map(gone, below)) and time.monotonic() < until:
            time.sleep(0.05)
        assert all(map(gone, below)), "a process was left behind"
        is_whole(course)
    assert shot >= REAL_KILLS // 2
    done = subprocess.run(program, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    is_complete(course)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
