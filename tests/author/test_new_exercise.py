"""Is what `autograder new-exercise` adds whole: numbered, clean, solvable, with answers that the corpus judges as they
say, and not one other byte of the notebook changed?"""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import small

from autograder import cli
from autograder.author import corpus, lint, new_exercise, release
from autograder.author.lint import finding, sitting
from autograder.author.new_exercise import splice
from autograder.author.new_exercise.kinds import ALIASES, KINDS
from autograder.course import Course
from autograder.grade import files

ROOT = small.ROOT
NAME = "01_scalar_gradients"
JUDGED = [kind for kind in KINDS if KINDS[kind].check]
Say = Callable[..., tuple[int, str, str]]


def made(folder: Path) -> Course:
    """One assignment of the course, with all that belongs to its exercises."""
    course = Course(folder)
    (folder / "tests" / "corpus").mkdir(parents=True)
    (folder / "autograder" / "learn" / "exercises").mkdir(parents=True)
    for path in ("nbgrader_config.py", f"source/{NAME}/{NAME}.ipynb", f"autograder/learn/exercises/{NAME}.toml"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, folder / path)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    return course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return made(tmp_path)


@pytest.fixture
def say(course: Course, capsys: pytest.CaptureFixture[str]) -> Say:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["new-exercise", *arguments, "--course", str(course.root)])
        return code, *capsys.readouterr()

    return call


def master(course: Course, name: str = NAME) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(course.master(name).read_text(encoding="utf-8"))
    return found


def everything(course: Course) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in course.root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which an exercise of every kind was added, 1.8 to 1.13, and nothing was edited."""
    course = made(tmp_path_factory.mktemp("full"))
    for kind in KINDS:
        wish = new_exercise.Wish(NAME, kind, f"One of {kind}", minutes=3, points=1.5)
        new_exercise.write(new_exercise.plan(course, wish))
    return course


def number(kind: str) -> str:
    return f"1.{8 + list(KINDS).index(kind)}"


def test_is_every_kind_clean(full: Course) -> None:
    assert lint.lint(full.master(NAME)) == []


def test_does_its_solution_get_all_points_and_neither_its_stub_nor_a_constant_any(full: Course, tmp_path: Path) -> None:
    """Without the seven that were there, for speed."""
    book, path = master(full), tmp_path / "new.ipynb"
    old = re.compile(r"\w+_1_[1-7]")
    book["cells"] = [cell for cell in book["cells"] if not old.fullmatch(cell["metadata"]["nbgrader"]["grade_id"])]
    path.write_text(json.dumps(book), encoding="utf-8")
    (new,) = sitting.masters([path])
    assert len(list(new.book.tests)) == len(JUDGED)
    assert sitting.sit([new]) == []


def test_can_the_assignment_be_released(full: Course) -> None:
    assert release.build(full) == []
    book = json.loads((full.release / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    for kind in JUDGED:
        answer = "".join(small.find(book, f"answer_{number(kind).replace('.', '_')}")["source"])
        assert answer.endswith("    # YOUR CODE HERE\n    raise NotImplementedError()")


@pytest.fixture(scope="module")
def cells(full: Course) -> corpus.Exercises:
    return corpus.Exercises(full.root, NAME)


@pytest.mark.parametrize("kind", JUDGED)
def test_is_its_stub_not_attempted(full: Course, cells: corpus.Exercises, kind: str, tmp_path: Path) -> None:
    cell = small.find(master(full), f"answer_{number(kind).replace('.', '_')}")
    stub = tmp_path / "stub.py"
    stub.write_text(sitting.cleared(finding.Cell(1, cell), sitting.STUBS))
    answer = corpus.Answer(stub, NAME, number(kind), False, frozenset())
    with corpus._silent():
        verdict = cells.judge(answer).verdict
    assert verdict is not None
    assert verdict.outcome.name == "NOT_ATTEMPTED"


@pytest.fixture(scope="module")
def judged(full: Course) -> list[corpus.Judged]:
    return list(corpus.judge_all(full.root))


def test_are_its_corpus_answers_judged_as_they_say(judged: list[corpus.Judged]) -> None:
    assert {entry.answer.exercise for entry in judged} == {number(kind) for kind in JUDGED}
    assert [corpus.trouble(entry) for entry in judged if corpus.trouble(entry)] == []


@pytest.mark.parametrize("kind", JUDGED)
def test_is_its_hidden_comparison_needed(cells: corpus.Exercises, judged: list[corpus.Judged], kind: str) -> None:
    for line in cells.hidden_checks(number(kind)):
        assert [entry for entry in judged if entry.answer.exercise == number(kind) and entry.line == line]


def test_has_its_hints_entry_all_parts(full: Course) -> None:
    path = full.root / "autograder" / "learn" / "exercises" / f"{NAME}.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["exercise"]
    assert [row["number"] for row in rows] == [f"1.{n}" for n in range(1, 8)] + [number(kind) for kind in JUDGED]
    lesson = (ROOT / "notebooks" / f"{NAME}.ipynb").read_text(encoding="utf-8")
    for row in rows:
        assert {"number", "title", "function", "section", "carry_on", "hints"} <= set(row)
        assert f"## {row['section']}" in lesson
    old = (ROOT / "autograder" / "learn" / "exercises" / path.name).read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8").startswith(old)


def test_is_not_another_byte_of_the_notebook_changed(course: Course, say: Say) -> None:
    before = course.master(NAME).read_text(encoding="utf-8").splitlines()
    assert say(NAME)[0] == cli.OK
    after = course.master(NAME).read_text(encoding="utf-8").splitlines()
    start = next(place for place, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
    more = len(after) - len(before)
    assert more > 50
    assert before[:start] + after[start : start + more] + before[start:] == after


def test_are_the_cells_what_jupyter_would_write(course: Course, say: Say) -> None:
    """Saving in JupyterLab changes nothing either: nbformat writes the same bytes."""
    import nbformat

    assert say(NAME)[0] == cli.OK
    text = course.master(NAME).read_text(encoding="utf-8")
    book = nbformat.reads(text, as_version=4)
    nbformat.validate(book)
    assert nbformat.writes(book) + "\n" == text


def test_has_a_cell_no_id_where_the_format_knows_none(course: Course, say: Say) -> None:
    changed(course, lambda book: (book.update(nbformat_minor=4), [cell.pop("id") for cell in book["cells"]]))
    assert say(NAME)[0] == cli.OK
    assert not any("id" in cell for cell in master(course)["cells"])
    assert lint.lint(course.master(NAME)) == []


def test_does_it_stand_before_the_end_with_number_and_points(course: Course, say: Say) -> None:
    code, out, _ = say(NAME, "--title", "Eine Überraschung", "--minutes", "1", "--points", "3", "--difficulty", "3")
    assert code == cli.OK
    cells = master(course)["cells"]
    names = [cell["metadata"]["nbgrader"]["grade_id"] for cell in cells]
    assert names[-5:] == ["check_1_7", "exercise_1_8", "answer_1_8", "check_1_8", "end"]
    assert "".join(cells[-4]["source"]).startswith("## 1.8 Eine Überraschung · ●●● · 1 minute\n")
    assert "def eine_uberraschung(x" in "".join(cells[-3]["source"])
    assert cells[-2]["metadata"]["nbgrader"]["points"] == 3
    assert "“Seven exercises, 14 points, about 45 minutes”, and there are 8, 17 and 46 now" in out
    assert out.splitlines()[-3:] == [
        f"  autograder lint --run source/{NAME}/{NAME}.ipynb",
        f"  autograder corpus {NAME}",
        "  autograder release",
    ]


def test_does_a_number_that_is_free_go_where_it_belongs(course: Course, say: Say) -> None:
    """After 1.3, where 1.4 was taken out."""
    book = master(course)
    book["cells"] = [cell for cell in book["cells"] if "_1_4" not in cell["metadata"]["nbgrader"]["grade_id"]]
    course.master(NAME).write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    hints = course.root / "autograder" / "learn" / "exercises" / f"{NAME}.toml"
    hints.write_text(hints.read_text(encoding="utf-8").replace('number = "1.4"', 'number = "1.44"'), encoding="utf-8")
    assert say(NAME, "--after", "1.3", "--kind", "debug")[0] == cli.OK
    names = [cell["metadata"]["nbgrader"]["grade_id"] for cell in master(course)["cells"]]
    at = names.index("exercise_1_4")
    assert names[at - 1 : at + 5] == [
        "check_1_3",
        "exercise_1_4",
        "given_1_4",
        "answer_1_4",
        "check_1_4",
        "exercise_1_5",
    ]
    rows = tomllib.loads(hints.read_text(encoding="utf-8"))["exercise"]
    assert [row["number"] for row in rows][:5] == ["1.1", "1.2", "1.3", "1.4", "1.44"]


def test_does_a_dry_run_show_the_cells_and_write_nothing(course: Course, say: Say) -> None:
    before = everything(course)
    code, out, _ = say(NAME, "--kind", "predict", "--dry-run")
    assert code == cli.OK
    assert "cell 31 (exercise_1_8), markdown" in out
    assert "check.prediction(new_exercise, first=new_exercise_first)" in out
    assert everything(course) == before


def test_is_json_one_document(course: Course, say: Say) -> None:
    found = json.loads(say(NAME, "--kind", "essay", "--json")[1])
    assert (found["number"], found["written"], found["files"]) == ("1.8", True, [f"source/{NAME}/{NAME}.ipynb"])
    assert [(cell["cell"], cell["id"], cell["type"]) for cell in found["cells"]] == [
        (31, "exercise_1_8", "markdown"),
        (32, "essay_1_8", "markdown"),
    ]


def test_are_the_other_names_of_kinds_taken(course: Course, say: Say) -> None:
    for name, kind in ALIASES.items():
        assert say(NAME, "--kind", name, "--dry-run")[1] == say(NAME, "--kind", kind, "--dry-run")[1]


@pytest.mark.parametrize(
    ("title", "function"),
    [
        ("A falling wave", "falling_wave"),
        ("cubic slope", "cubic_slope_1_8"),  # 1.2 asks for that name
        ("2 waves", "exercise_2_waves"),
        ("class", "exercise_class"),
        ("print", "print_1_8"),
        ("波", "exercise"),
        ("x" * 90, "x" * 40),
    ],
)
def test_what_is_the_function_called(course: Course, title: str, function: str) -> None:
    assert new_exercise.plan(course, new_exercise.Wish(NAME, "by-hand", title)).function == function


def test_is_a_new_assignment_whole(course: Course, say: Say) -> None:
    assert say("02_chain_rule", "--new-assignment", "--kind", "build")[0] == cli.OK
    assert [finding.rule for finding in lint.lint(course.master("02_chain_rule"))] == ["exercises"]
    assert say("02_chain_rule")[0] == cli.OK
    names = [cell["metadata"]["nbgrader"]["grade_id"] for cell in master(course, "02_chain_rule")["cells"]]
    assert [name for name in names if name.startswith("check")] == ["check_2_1", "check_2_2"]


def changed(course: Course, change: Callable[[dict[str, Any]], Any]) -> None:
    book = master(course)
    change(book)
    course.master(NAME).write_text(json.dumps(book), encoding="utf-8")


REFUSED: dict[str, tuple[Callable[[Course], Any], list[str], str]] = {
    "unknown assignment": (lambda course: None, ["07_gone"], f"There are: {NAME}."),
    "number taken": (lambda course: None, [NAME, "--after", "1.3"], "1.4 is taken"),
    "after what is not there": (lambda course: None, [NAME, "--after", "1.30"], "There are: 1.1, 1.2, 1.3"),
    "after nonsense": (lambda course: None, [NAME, "--after", "x"], "no exercise x"),
    "broken notebook": (lambda course: course.master(NAME).write_text("{"), [NAME], "not JSON: line 1"),
    "not UTF-8": (lambda course: course.master(NAME).write_bytes(b"\xff"), [NAME], "not UTF-8"),
    "no notebook": (lambda course: course.master(NAME).write_text("[]"), [NAME], "no notebook"),
    "no cells": (lambda course: changed(course, lambda book: book.update(cells=[])), [NAME], "has no cells"),
    "no imports": (lambda course: changed(course, lambda book: book["cells"].pop(1)), [NAME], "does not import torch"),
    "write-protected": (lambda course: course.master(NAME).chmod(0o444), [NAME], "write-protected"),
    "open in vim": (
        lambda course: course.master(NAME).with_name(f".{NAME}.ipynb.swp").touch(),
        [NAME],
        "open in an editor",
    ),
    "hints already there": (
        lambda course: (course.root / f"autograder/learn/exercises/{NAME}.toml").write_text(
            '[[exercise]]\nnumber = "1.8"'
        ),
        [NAME],
        "has an entry 1.8 already",
    ),
    "broken hints": (
        lambda course: (course.root / f"autograder/learn/exercises/{NAME}.toml").write_text("["),
        [NAME],
        "can't be read",
    ),
    "answers already there": (
        lambda course: (course.root / f"tests/corpus/{NAME}/1.8/x").mkdir(parents=True),
        [NAME],
        "has answers to an exercise 1.8",
    ),
    "cell id taken": (
        lambda course: changed(course, lambda book: book["cells"][2].update(id="check-1-8")),
        [NAME],
        "the id check-1-8 already",
    ),
    "assignment exists": (lambda course: None, [NAME, "--new-assignment"], "is there already"),
    "odd name": (lambda course: None, ["../09_x", "--new-assignment"], "called like 09_my_topic"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_is_what_can_t_come_out_well_refused_in_a_line_and_nothing_written(course: Course, say: Say, case: str) -> None:
    spoil, arguments, words = REFUSED[case]
    spoil(course)
    before = everything(course)
    code, out, err = say(*arguments)
    assert (code, out) == (cli.TROUBLE, "")
    assert words in err
    assert err.count("\n") == 1
    assert everything(course) == before


@pytest.mark.parametrize(
    "option",
    [
        ["--title", " "],
        ["--title", "a · b"],
        ["--minutes", "0"],
        ["--points", "-1"],
        ["--points", "nan"],
        ["--kind", "x"],
    ],
)
def test_is_an_odd_option_refused(course: Course, say: Say, option: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        say(NAME, *option)
    assert stop.value.code == cli.TROUBLE


def test_is_everything_as_it_was_when_the_disk_fails(course: Course, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(course)
    write = files.write

    def fails(path: Path, data: bytes) -> None:
        if path.suffix == ".ipynb":
            raise OSError(28, os.strerror(28))
        write(path, data)

    monkeypatch.setattr(files, "write", fails)
    code, _, err = say(NAME)
    assert code == cli.TROUBLE
    assert "No space left" in err
    assert everything(course) == before
    assert not (course.root / "tests" / "corpus" / NAME / "1.8").exists()


FORMS: dict[str, dict[str, Any]] = {
    "jupyter": {"indent": 1, "ensure_ascii": False},
    "four spaces": {"indent": 4},
    "tabs": {"indent": "\t"},
    "one line": {},
    "no spaces": {"separators": (",", ":")},
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("form", FORMS)
def test_is_every_way_of_writing_a_notebook_kept(form: str, ending: str) -> None:
    options = FORMS[form]
    cells = [{"id": "a", "source": 'ä ] } "cells": [ \\'}, {"id": "b", "metadata": {"cells": [1, 2]}}]
    book = {"metadata": {"cells": [{"x": 1}]}, "cells": cells, "nbformat": 4}
    text = json.dumps(book, **options).replace("\n", ending) + ending
    new = [{"id": "n1", "source": "ü"}, {"id": "n2"}]
    for place in (1, 2):
        found = splice.insert(text, place, new)
        assert json.loads(found) == {**book, "cells": [*cells[:place], *new, *cells[place:]]}
        assert found.count("\r") == (found.count("\n") if ending == "\r\n" else 0)
        kept = text.index('"b"') - 12 if place == 1 else text.index('"b"')
        assert found.startswith(text[:kept])
        if isinstance(options.get("indent"), int):
            assert found == json.dumps(json.loads(found), **options).replace("\n", ending) + ending
