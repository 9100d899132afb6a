"""The corpus of answers, handed in: what the checks accept in a notebook gets its points from the grader, and what they
reject gets none. So the tests mean the same on both sides of the wire."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.author import speed
from autograder.course import Course
from autograder.grade import exam, gradebook
from autograder.grade.result import Outcome, Task
from autograder.grade.station import Station

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def exams(tmp_path_factory: pytest.TempPathFactory) -> dict[str, exam.Exam]:
    place = tmp_path_factory.mktemp("corpus") / "course"
    speed._copy(Course(ROOT), place)
    made = Course(place)
    with gradebook.opened(made) as book:
        gradebook.bring_up_to_date(made, book)
        settings = exam.settings(made)
        return {name: exam.of(book, made, name, name, settings) for name in made.assignments()}


@pytest.fixture(scope="module")
def station() -> Iterator[Station]:
    with Station(2) as made:
        yield made


def notebooks(assignment: str, kind: str) -> Iterator[tuple[bytes, dict[str, Path]]]:
    """As many notebooks as the exercise with the most answers has; each answer of the corpus stands in one."""
    folder = ROOT / "tests" / "corpus" / assignment
    answers = {place.name: sorted(place.glob(f"{kind}_*.py")) for place in folder.iterdir()}
    release = (ROOT / "release" / assignment / f"{assignment}.ipynb").read_text(encoding="utf-8")
    for turn in range(max(map(len, answers.values()))):
        book, used = json.loads(release), {}
        for cell in book["cells"]:
            found = re.fullmatch(r"answer_(\d+)_(\d+)", cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
            mine = answers.get(f"{found[1]}.{found[2]}", []) if found else []
            if found and turn < len(mine):
                cell["source"] = mine[turn].read_text(encoding="utf-8")
                used[f"check_{found[1]}_{found[2]}"] = mine[turn]
        yield json.dumps(book).encode(), used


def graded(station: Station, exams: dict[str, exam.Exam], kind: str) -> list[tuple[Path, float | None, float | None]]:
    """(answer, its points, the points that there are) for all of the corpus."""
    away = [
        (used, name, station.submit(Task("s", known, raw)))
        for name, known in exams.items()
        for raw, used in notebooks(name, kind)
    ]
    found = []
    for used, name, future in away:
        result = future.result()
        assert result.outcome is Outcome.GRADED, result.reason
        found += [(path, result.scores[check], exams[name].by_id[check].points) for check, path in used.items()]
    return found


def test_does_every_right_answer_get_its_points(station: Station, exams: dict[str, exam.Exam]) -> None:
    found = graded(station, exams, "right")
    assert len(found) >= 249
    assert [(str(path.relative_to(ROOT)), points) for path, points, most in found if points != most] == []


def test_does_no_wrong_answer_get_any(station: Station, exams: dict[str, exam.Exam]) -> None:
    found = graded(station, exams, "wrong")
    assert len(found) >= 700
    assert [(str(path.relative_to(ROOT)), points) for path, points, _ in found if points != 0] == []
