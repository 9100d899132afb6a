"""The exam: what the grader reads of a master, and that a submission is brought back to it as nbgrader does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import make_class
import pytest
import small
import sqlalchemy

from autograder.course import Course, CourseError, configuration
from autograder.grade import exam, gradebook, intake, schema
from autograder.grade.exam import Exam
from autograder.grade.result import Refusal

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = small.course(tmp_path)
    gradebook.prepare(made, gradebook.url(made))
    return made


def of(course: Course, assignment: str = small.NAME) -> Exam:
    with gradebook.opened(course) as book:
        return exam.of(book, course, assignment, assignment, exam.settings(course))


def say(course: Course, line: str) -> None:
    path = course.root / "nbgrader_config.py"
    path.write_text(f"{path.read_text()}\n{line}\n")


def change(course: Course, name: str, **new: Any) -> None:
    path = course.master(small.NAME)
    book = json.loads(path.read_text())
    small.find(book, name).update(new)
    path.write_text(json.dumps(book))


def test_does_the_exam_hold_the_master_s_cells_in_order_with_their_hidden_tests(course: Course) -> None:
    found = of(course)
    kinds = [(cell.grade_id, cell.grade, cell.solution, cell.locked, cell.points) for cell in found.cells]
    assert kinds[:3] == [
        ("title", False, False, True, None),
        ("answer_1", False, True, False, None),
        ("check_1", True, False, True, 1.0),
    ]
    assert kinds[-1] == ("essay", True, True, False, 4.0)
    assert "_secret_input" in found.by_id["check_1"].source
    assert found.by_id["answer_1"].source == ""
    assert found.kernelspec["name"] == "python3"
    assert (found.tests, found.cell_seconds, found.notebook_seconds) == ("trusted", 30, 150)


def test_does_the_configuration_set_the_mode_and_the_limits(course: Course) -> None:
    say(course, "c.Execute.tests = 'in_kernel'; c.Execute.timeout = 7; c.Execute.memory = 2; c.Execute.scratch = 3")
    found = of(course)
    assert (found.tests, found.cell_seconds, found.limits["memory"], found.limits["scratch"]) == (
        "in_kernel",
        7,
        2 << 20,
        3 << 20,
    )


@pytest.mark.parametrize("line", ["c.Execute.tests = 'trust_me'", "c.Execute.timeout = '30'", "c.Execute.memory = 0"])
def test_is_a_setting_that_makes_no_sense_named(course: Course, line: str) -> None:
    say(course, line)
    with pytest.raises(CourseError, match=r"c\.Execute\.\w+ in nbgrader_config\.py is "):
        exam.settings(course)


def test_are_the_settings_those_that_nbgrader_s_own_step_declares() -> None:
    from autograder.grade.preprocess import Execute

    step, usual = Execute(), exam.Settings()
    assert (step.tests, step.timeout, step.notebook_timeout) == (
        usual.tests,
        usual.cell_seconds,
        usual.notebook_seconds,
    )
    assert (step.memory, step.scratch, step.accept_risk) == (exam.MEMORY, exam.SCRATCH, False)


def test_does_the_digest_change_with_all_that_can_change_a_grade_and_with_nothing_else(course: Course) -> None:
    before = of(course).digest
    change(course, "answer_1", outputs=[{"output_type": "stream", "name": "stdout", "text": "hello"}])
    gradebook.prepare(course, gradebook.url(course))
    engine = sqlalchemy.create_engine(gradebook.url(course))
    with engine.begin() as connection:  # lateness is counted without grading again (late.py)
        connection.execute(sqlalchemy.text("UPDATE assignment SET duedate = '2026-01-01 00:00:00.000000'"))
    assert of(course).digest == before

    def hidden() -> None:
        change(course, "check_1", source="assert double(1) == 2")
        gradebook.prepare(course, gradebook.url(course))

    def data() -> None:
        (course.source / small.NAME / "data.csv").write_text("1")

    seen = {before}
    for step in (hidden, data, lambda: say(course, "c.Execute.timeout = 3")):
        step()
        digest = of(course).digest
        assert digest not in seen
        seen.add(digest)


def test_are_the_files_beside_a_master_given_except_notebooks_and_leftovers(course: Course) -> None:
    folder = course.source / small.NAME
    for name in ("data/x.csv", "helper.py", "spared.py", ".ipynb_checkpoints/y.csv", "__pycache__/z.pyc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("1")
    say(course, f"c.Autograde.exclude_overwriting = {{{small.NAME!r}: ['spared.py']}}")
    assert exam.given(course, small.NAME) == {"data/x.csv": b"1", "helper.py": b"1"}


def test_are_the_gradebook_s_tables_what_nbgrader_says_they_are() -> None:
    from nbgrader.api import Base

    for name, ours in schema.nbgrader.tables.items():
        theirs = Base.metadata.tables[name]
        for column in ours.columns:
            kind = theirs.columns[column.name].type
            assert isinstance(kind, type(column.type)) or kind.python_type is column.type.python_type, column


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, dict[str, Exam]]:
    course = Course(tmp_path_factory.mktemp("class"))
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    shutil.copytree(ROOT / "source", course.source)
    make_class.make(ROOT, course.submitted)
    gradebook.prepare(course, gradebook.url(course))
    return course, {name: of(course, name) for name in course.assignments()}


def test_is_a_checksum_the_one_that_nbgrader_computes(classroom: tuple[Course, dict[str, Exam]]) -> None:
    course, exams = classroom
    for name, by in exams.items():
        with gradebook.opened(course) as book:
            kernelspec, _ = book.exam_cells(name, name)
        assert kernelspec == by.kernelspec
        for cell in by.cells:
            if cell.locked:
                assert cell.untouched(cell.source), cell.grade_id


def test_is_every_submission_of_the_class_restored_as_by_nbgrader_s_own_steps(
    classroom: tuple[Course, dict[str, Exam]],
) -> None:
    course, exams = classroom
    steps = _steps(course)
    compared = 0
    for folder in sorted(course.submitted.glob("*/*"))[::3]:  # nbgrader takes half a second for each
        if folder.name not in exams:
            continue
        try:
            handed = intake.load(folder, exams[folder.name])
            ours = intake.restore(handed.raw, exams[folder.name]).notebook
        except Refusal:
            continue
        assert _essence(ours) == _essence(_by_nbgrader(handed.raw, folder, steps, course)), folder
        compared += 1
    assert compared > 20


def _steps(course: Course) -> list[Any]:
    from traitlets import import_item

    config = configuration(course)
    names = config.Autograde.sanitize_preprocessors
    return [(import_item(step) if isinstance(step, str) else step)(config=config) for step in names]


def _by_nbgrader(raw: bytes, folder: Path, steps: list[Any], course: Course) -> dict[str, Any]:
    import nbformat

    book = nbformat.reads(raw.decode("utf-8-sig"), as_version=4)
    names = {"notebook": folder.name, "assignment": folder.name, "student": folder.parent.name}
    resources = {"nbgrader": {**names, "db_url": gradebook.url(course)}}
    for step in steps:
        book, resources = step.preprocess(book, resources)
    made: dict[str, Any] = json.loads(json.dumps(book))
    return made


def _essence(book: dict[str, Any]) -> Any:
    """All that matters for a score; `deletable` and the like are for the student's browser."""
    cells = []
    for cell in book["cells"]:
        entry = cell["metadata"].get("nbgrader") or {}
        cells.append((cell["cell_type"], cell["source"], cell.get("outputs"), entry if entry.get("grade_id") else {}))
    return cells, book["metadata"].get("kernelspec")
