"""Ours against stock `nbgrader autograde`: the same honest submissions of the sample class, in one run.

    autograder bench --submissions 100

Two copies of the course, one with nbgrader's own pipeline, one with ours, confinement and trusted tests on. Each is run
on one submission and on all of them; the difference is the steady state. The two gradebooks must agree row by row, or
the benchmark fails; no figure of time ever does.
"""

from __future__ import annotations

import fnmatch
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.author.figures import Figures
from autograder.course import Course, CourseError, configuration
from autograder.grade import code
from autograder.grade.scoring import FORGEABLE

STOCK = """
c = get_config()
c.CourseDirectory.course_id = "autodiff"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "*Your answer here.*"
c.Execute.timeout = 30
"""
HONEST = ("SOLVED", "UNUSUAL", "MISTAKEN", "MIXED")
GRADES = """
select s.id, a.name, n.name, c.name, g.auto_score, g.manual_score, g.needs_manual_grade
from grade g join submitted_notebook sn on g.notebook_id = sn.id join base_cell c on g.cell_id = c.id
join submitted_assignment sa on sn.assignment_id = sa.id join student s on sa.student_id = s.id
join notebook n on sn.notebook_id = n.id join assignment a on n.assignment_id = a.id
order by 1, 2, 3, 4
"""
COMMENTS = """
select s.id, a.name, c.name, k.auto_comment
from comment k join submitted_notebook sn on k.notebook_id = sn.id join base_cell c on k.cell_id = c.id
join submitted_assignment sa on sn.assignment_id = sa.id join student s on sa.student_id = s.id
join notebook n on sn.notebook_id = n.id join assignment a on n.assignment_id = a.id
order by 1, 2, 3
"""


@dataclass(frozen=True)
class Run:
    """Wall seconds of a command: on one submission, and on all."""

    one: float
    all: float
    count: int

    @property
    def steady(self) -> float:
        """Seconds for one submission more."""
        return (self.all - self.one) / max(1, self.count - 1)


def compare(course: Course, count: int) -> Figures:
    """Raises CourseError when the two don't give the same scores."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        ours, stock = Path(folder) / "ours", Path(folder) / "stock"
        for place in (ours, stock):
            _copy(course, place)
        (stock / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
        made = _hand_in(course, ours, count)
        shutil.copytree(ours / "submitted", stock / "submitted")
        for place in (ours, stock):
            _prepare(place)
        slow = _timed(stock, _stock, made)
        fast = _timed(ours, _ours, made)
        same(stock, ours)
        spent = {**_spent(ours), **_written(ours)}
        floors = _floor(ours), _floor(ours, pictures=False)
        return {**_memory(ours, made[0]), **_figures(slow, fast, spent, floors)}


def many(course: Course, count: int, pattern: str = "*") -> Figures:
    """The class repeated under other names: does memory stay flat, and cost linear? One run, watched."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        place = Path(folder) / "ours"
        _copy(course, place)
        made = _hand_in(course, place, count, pattern)
        _prepare(place)
        start = time.perf_counter()
        running = subprocess.Popen(
            [sys.executable, "-m", "autograder.cli", "grade", "--no-feedback"],
            cwd=place,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        looks: list[tuple[int, float]] = []  # submissions in the gradebook, MB of all processes of ours
        while running.poll() is None:
            time.sleep(max(1.0, count / 2000))
            looks.append((_done(place), _resident(running.pid)))
        seconds = time.perf_counter() - start
        if running.returncode or _done(place) != len(made):
            raise CourseError(f"{_done(place)} of {len(made)} submissions were graded.")
        return {"submissions": count, "seconds": round(seconds, 1), **_course_of(looks, _finished(place))}


def _done(place: Path) -> int:
    with closing(sqlite3.connect(f"file:{place / 'gradebook.db'}?mode=ro", uri=True)) as base:
        try:
            return int(base.execute("select count(*) from autograder_graded").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def _finished(place: Path) -> list[float]:
    """When each submission was done, in seconds since the first."""
    with closing(sqlite3.connect(place / "gradebook.db")) as base:
        rows = base.execute("select julianday(finished) * 86400.0 from autograder_graded order by 1").fetchall()
    return [row[0] - rows[0][0] for row in rows]


def _resident(pid: int) -> float:
    """MB that the main process holds for itself."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return 0.0


def _course_of(looks: list[tuple[int, float]], finished: list[float]) -> Figures:
    held = [(done, size) for done, size in looks if done and size]
    tenth = max(1, len(finished) // 10)
    paces = [(finished[end - 1] - finished[end - tenth]) / (tenth - 1) for end in (2 * tenth, len(finished))]
    sizes = {part: round(_near(held, part * len(finished)), 0) for part in (0.1, 0.5, 0.99)}
    return {
        **{f"main process at {round(100 * part)} %, MB": size for part, size in sizes.items()},
        "s a submission, second tenth": round(paces[0], 4),
        "s a submission, last tenth": round(paces[1], 4),
    }


def _near(held: list[tuple[int, float]], count: float) -> float:
    return min(held, key=lambda look: abs(look[0] - count))[1]


def _copy(course: Course, place: Path) -> None:
    place.mkdir()
    shutil.copyfile(course.root / "nbgrader_config.py", place / "nbgrader_config.py")
    shutil.copytree(course.source, place / "source")
    shutil.copytree(course.release, place / "release")


def _hand_in(course: Course, place: Path, count: int, pattern: str = "*") -> list[tuple[str, str]]:
    """Honest submissions of the sample class, repeated under other names until there are `count`."""
    sys.path.insert(0, str(course.root / "examples"))
    import recipe

    honest = {getattr(recipe, name) for name in HONEST}
    drafts = [entry for entry in recipe.drafts(recipe.course(course.root)) if entry[3] in honest]
    drafts = [entry for entry in drafts if fnmatch.fnmatchcase(entry[2].name, pattern)]
    made: list[tuple[str, str]] = []
    while len(made) < count:
        lap = len(made) // len(drafts)
        for student, turn, assignment, draft in drafts[: count - len(made)]:
            book, _ = recipe.write(assignment, draft, turn)
            name = f"{student}-{lap}" if lap else student
            path = place / "submitted" / name / assignment.name / f"{assignment.name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(book), encoding="utf-8")
            made.append((name, assignment.name))
    return made


def _prepare(place: Path) -> None:
    """The masters into the gradebook: the same work for both, and not what is compared."""
    from autograder.grade import assign

    for name in Course(place).assignments():
        with tempfile.TemporaryDirectory(prefix="assign-") as target:
            assign.generate(Course(place), name, Path(target), f"sqlite:///{place / 'gradebook.db'}")


def _timed(place: Path, run: Callable[[Path, list[tuple[str, str]]], None], made: list[tuple[str, str]]) -> Run:
    with _kept(place):
        start = time.perf_counter()
        run(place, made[:1])
        one = time.perf_counter() - start
    start = time.perf_counter()
    run(place, made)
    return Run(one, time.perf_counter() - start, len(made))


@contextmanager
def _kept(place: Path) -> Iterator[None]:
    """Afterwards the gradebook is as it was, and nothing was graded."""
    shutil.copyfile(place / "gradebook.db", place / "kept.db")
    try:
        yield
    finally:
        os.replace(place / "kept.db", place / "gradebook.db")
        shutil.rmtree(place / "autograded", ignore_errors=True)
        shutil.rmtree(place / "feedback", ignore_errors=True)


def _stock(place: Path, made: list[tuple[str, str]]) -> None:
    """`nbgrader autograde`, once for each assignment, as its users call it."""
    for assignment in dict.fromkeys(name for _, name in made):
        students = [student for student, name in made if name == assignment]
        one = ["--student", students[0]] if len(made) == 1 else []
        _call(place, "-m", "nbgrader", "autograde", assignment, *one)


def _ours(place: Path, made: list[tuple[str, str]]) -> None:
    one = ["--student", made[0][0], "--assignment", made[0][1]] if len(made) == 1 else []
    _call(place, "-m", "autograder.cli", "grade", "--no-feedback", *one)


def _call(place: Path, *arguments: str) -> None:
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])
    done = subprocess.run(
        [sys.executable, *arguments], cwd=place, capture_output=True, text=True, env={**os.environ, "PATH": path}
    )
    if done.returncode:
        raise CourseError(f"{' '.join(arguments[:3])} failed: {done.stderr.strip()[-500:]}")


def same(stock: Path, ours: Path) -> None:
    """Raises CourseError unless two courses' gradebooks hold the same scores and comments, row by row."""
    for query in (GRADES, COMMENTS):
        theirs, mine = rows(stock, query), [_unmarked(row) for row in rows(ours, query)]
        differ = [pair for pair in zip(theirs, mine, strict=False) if pair[0] != pair[1]]
        if differ or len(theirs) != len(mine):
            raise CourseError(f"The scores differ ({len(theirs)} and {len(mine)} rows): {differ[:5]}")


def _unmarked(row: tuple[object, ...]) -> tuple[object, ...]:
    """That in-kernel scores can be forged is a comment of ours, and the one difference that is meant."""
    return tuple(None if entry == FORGEABLE else entry for entry in row)


def rows(place: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(place / "gradebook.db")) as base:
        return base.execute(query).fetchall()


def _spent(place: Path) -> dict[str, float]:
    """Median seconds by stage, from the ledger."""
    with closing(sqlite3.connect(place / "gradebook.db")) as base:
        found = [json.loads(row[0]) for row in base.execute("select spent from autograder_graded")]
    return {stage: statistics.median(entry.get(stage, 0.0) for entry in found) for stage in found[0]}


def _written(place: Path) -> dict[str, float]:
    """Median seconds of the main process for a submission: its commit, its autograded notebook. Done once more."""
    from autograder.grade import files, gradebook, ledger
    from autograder.grade.record import Writer
    from autograder.grade.result import Job

    course, commits, writes = Course(place), [], []
    with gradebook.opened(course) as book:
        scores, writer = book.scores(), Writer(book, configuration(course))
        with book.reading() as connection:
            results = list(ledger.results(connection))
        for result in results:
            job = Job(*result.key, course=place)
            text = files.autograded(course, job).read_text(encoding="utf-8")
            whole = replace(result, notebook=text, scores=scores[result.student, result.assignment].cells)
            start = time.perf_counter()
            files.keep(course, job, whole)
            written = time.perf_counter()
            writer.record(job, whole, "once more")
            commits.append(time.perf_counter() - written)
            writes.append(written - start)
    return {"gradebook": statistics.median(commits), "write": statistics.median(writes)}


def _floor(place: Path, *, pictures: bool = True) -> float:
    """Median CPU seconds of the same cells by bare exec; without what the given cells draw, if so asked."""
    with tempfile.TemporaryDirectory(prefix="floor-") as folder:
        for number, path in enumerate(sorted(place.glob("autograded/*/*/*.ipynb"))):
            book = json.loads(path.read_text(encoding="utf-8"))
            for cell in book["cells"] if not pictures else ():
                if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("locked"):
                    cell["source"] = code.split(cell["source"]).rest
            (Path(folder) / f"{number:04}.ipynb").write_text(json.dumps(book), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "autograder.author.floor", folder], capture_output=True, text=True, check=True
        )
    return float(statistics.median(json.loads(done.stdout.splitlines()[-1])))


LOOK = """
_lines = open("/proc/self/smaps_rollup").read().splitlines()
print(sum(int(_line.split()[1]) for _line in _lines if _line.startswith("Private")))
"""


def _memory(place: Path, made: tuple[str, str]) -> Figures:
    """Private memory of a child at the end of a notebook; unconfined, so that it can look at itself."""
    from autograder.grade.exam import Exam
    from autograder.grade.result import Task
    from autograder.grade.station import Station

    student, name = made
    book = json.loads((place / "autograded" / student / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    book["cells"] = [{**cell, "metadata": {}} for cell in book["cells"]]
    book["cells"].append({"cell_type": "code", "metadata": {}, "source": LOOK, "outputs": []})
    exam = Exam(name, name, (), {}, tests="in_kernel", digest="memory")
    with Station(1, accept_risk=True) as station:
        found = station.submit(Task(student, exam, json.dumps(book).encode())).result()
    kilobytes = int(json.loads(found.notebook)["cells"][-1]["outputs"][0]["text"])
    return {"private memory of a child, MB": round(kilobytes / 1024, 1)}


def _figures(slow: Run, fast: Run, spent: dict[str, float], floors: tuple[float, float]) -> Figures:
    floor, bare = floors
    cpu = spent["judge_cpu"] + spent["child_cpu"]
    stages = {f"  {name.replace('_', ' ')}, ms": round(1000 * seconds, 1) for name, seconds in spent.items()}
    return {
        "submissions": fast.count,
        "stock, s a submission": round(slow.steady, 2),
        "ours, s a submission": round(fast.steady, 3),
        "stock, s in all": round(slow.all, 1),
        "ours, s in all": round(fast.all, 1),
        "where the time of a submission goes (medians)": "",
        **stages,
        "floor, ms of CPU": round(1000 * floor, 1),
        "floor without the given cells' pictures, ms of CPU": round(1000 * bare, 1),
        "cpu of judge and child, ms": round(1000 * cpu, 1),
        "gradebooks": "the same, row by row",
        "steady-state ratio": round(slow.steady / fast.steady, 1),
        "ratio with start": round(slow.all / fast.all, 1),
        "cpu over floor without pictures": round(cpu / bare, 2),
        "cpu over floor": round(cpu / floor, 2),
    }
