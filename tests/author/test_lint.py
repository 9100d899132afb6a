"""Does the lint find each defect by its own rule, in its own cell, and nothing in what is sound?

A defect is a change of a sound master or lesson of the course; the table names it. What is found by running masters is
in test_lint_run.py.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbgrader
import pytest
import small

from autograder import cli
from autograder.author import lint
from autograder.author.lint import finding, marks

ROOT = Path(__file__).parents[2]
NAME = "01_scalar_gradients"
QUICKSTART = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source" / "ps1"
Cell = dict[str, Any]
Notebook = dict[str, Any]
Change = Callable[[Notebook], Any]


def of(book: Notebook, name: str) -> Cell:
    """A cell by its grade id, or its own id."""
    found: Cell = next(
        cell for cell in book["cells"] if name in (cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["id"])
    )
    return found


def about(name: str, **changes: Any) -> Change:
    return lambda book: of(book, name)["metadata"]["nbgrader"].update(changes)


def without(name: str, key: str) -> Change:
    return lambda book: of(book, name)["metadata"]["nbgrader"].pop(key)


def says(name: str, old: str, new: str) -> Change:
    def change(book: Notebook) -> None:
        cell = of(book, name)
        text = "".join(cell["source"])
        assert old in text
        cell["source"] = text.replace(old, new, 1)

    return change


def ends(name: str, more: str) -> Change:
    def change(book: Notebook) -> None:
        cell = of(book, name)
        cell["source"] = "".join(cell["source"]) + "\n" + more

    return change


def gone(name: str) -> Change:
    return lambda book: book["cells"].remove(of(book, name))


def sets(name: str, key: str, value: Any) -> Change:
    return lambda book: of(book, name).update({key: value})


def tagged(name: str, *tags: str) -> Change:
    return lambda book: of(book, name)["metadata"].update(tags=list(tags))


def moved(first: str, second: str) -> Change:
    """Two cells change places."""

    def change(book: Notebook) -> None:
        one, two = (book["cells"].index(of(book, name)) for name in (first, second))
        book["cells"][one], book["cells"][two] = book["cells"][two], book["cells"][one]

    return change


def output(**made: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": made}


BITMAP = output(**{"image/png": "aaaa", "text/plain": "<Figure>"})
SCRIPT = output(**{"text/html": '<script src="x.js"></script>'})
ONE = {"output_type": "stream", "name": "stdout", "text": "1"}
STREAM = {"output_type": "stream", "name": "stderr", "text": "a warning"}
ADDRESS = {"output_type": "stream", "name": "stdout", "text": "<at 0x7f00aa11bb22>"}
FAILED = {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["E"]}
WHOLE = ""  # the notebook, no cell of it
UNBOUND = "### BEGIN HIDDEN TESTS"

# name of the defect: the rule, the cell, the change
MASTERS: dict[str, tuple[str, str, Change]] = {
    "no points": ("points", "check_1_2", without("check_1_2", "points")),
    "zero points": ("points", "check_1_2", about("check_1_2", points=0)),
    "negative points": ("points", "check_1_2", about("check_1_2", points=-1)),
    "points that are a word": ("points", "check_1_2", about("check_1_2", points="two")),
    "points on an answer": ("points", "answer_1_2", about("answer_1_2", points=2)),
    "points on a question": ("points", "exercise_1_2", about("exercise_1_2", points=2)),
    "one grade id twice": ("grade-id", "answer_1_2", about("answer_1_3", grade_id="answer_1_2")),
    "no grade id": ("grade-id", "given-1-2", about("given_1_2", grade_id="")),
    "grade id with a dot": ("grade-id", "given_1.2", about("given_1_2", grade_id="given_1.2")),
    "one cell id twice": ("ids", "given_1_2", lambda book: of(book, "given_1_2").update(id="given-1-3")),
    "no cell id": ("ids", "given_1_2", lambda book: of(book, "given_1_2").pop("id")),
    "test ends in a comparison": ("no-value", "check_1_2", ends("check_1_2", "cubic_slope(2.0) == 19")),
    "test ends in a number": ("no-value", "check_1_2", ends("check_1_2", "1.0")),
    "test ends in a call": ("no-value", "check_1_2", ends("check_1_2", "cubic_slope(torch.tensor(2.0))")),
    "test warns": ("stderr", "check_1_2", ends("check_1_2", "import warnings\nwarnings.warn('x')")),
    "test not locked": ("locked", "check_1_2", about("check_1_2", locked=False)),
    "answer locked": ("locked", "answer_1_2", about("answer_1_2", locked=True)),
    "graded prose": ("locked", "exercise_1_2", about("exercise_1_2", grade=True, points=1, locked=True)),
    "given cell open": ("given", "given_1_2", about("given_1_2", locked=False)),
    "given cell unknown": ("given", "given-1-2", lambda book: of(book, "given_1_2")["metadata"].clear()),
    "old schema": ("schema", "check_1_2", about("check_1_2", schema_version=2)),
    "kind changed": ("schema", "check_1_2", about("check_1_2", cell_type="markdown")),
    "check without answer": ("pairs", "check_1_2", gone("answer_1_2")),
    "answer without check": ("pairs", "answer_1_2", gone("check_1_2")),
    "check of no exercise": ("pairs", "test_2", about("check_1_2", grade_id="test_2")),
    "no heading": ("exercise", "check_1_2", gone("exercise_1_2")),
    "heading without minutes": ("exercise", "exercise_1_2", says("exercise_1_2", " · 5 minutes", "")),
    "out of order": ("exercise", WHOLE, moved("check_1_2", "check_1_3")),
    "solution never closed": ("marks", "answer_1_2", says("answer_1_2", "    ### END SOLUTION", "")),
    "hidden tests never closed": ("marks", "check_1_2", says("check_1_2", "### END HIDDEN TESTS", "")),
    "closed and never opened": ("marks", "check_1_2", says("check_1_2", "### BEGIN HIDDEN TESTS\n", "")),
    "opened twice": ("marks", "answer_1_2", says("answer_1_2", "### BEGIN", "### BEGIN SOLUTION\n    ### BEGIN")),
    "BEGIN SOLUTIONS": ("misspelt", "answer_1_2", says("answer_1_2", "BEGIN SOLUTION", "BEGIN THE SOLUTION")),
    "begin solution": ("misspelt", "answer_1_2", says("answer_1_2", "BEGIN SOLUTION", "begin solution")),
    "BEGIN HIDDEN TEST": ("misspelt", "check_1_2", says("check_1_2", "BEGIN HIDDEN TESTS", "BEGIN HIDDEN TEST")),
    "BEGIN_HIDDEN_TESTS": ("misspelt", "check_1_2", says("check_1_2", "BEGIN HIDDEN TESTS", "BEGIN_HIDDEN_TESTS")),
    "solution in a given cell": ("marks-place", "answer_1_2", about("answer_1_2", solution=False, locked=True)),
    "hidden tests in an answer": ("marks-place", "answer_1_2", ends("answer_1_2", f"{UNBOUND}\n### END HIDDEN TESTS")),
    "answer without marks": ("stub", "answer_1_2", sets("answer_1_2", "source", "def cubic_slope(x):\n    return x")),
    "empty solution": ("stub", "answer_1_2", says("answer_1_2", "return 6 * x**2 - 5", "# to do")),
    "return outside": (
        "outside",
        "answer_1_2",
        says(
            "answer_1_2",
            "    return 6 * x**2 - 5\n    ### END SOLUTION",
            "    y = x\n    ### END SOLUTION\n    return 6 * x**2 - 5",
        ),
    ),
    "nothing hidden": (
        "hidden",
        "check_1_2",
        sets("check_1_2", "source", "check.gradient(cubic_slope, of=cubic, at=1.0)"),
    ),
    "nothing visible": (
        "hidden",
        "check_1_2",
        lambda book: sets(
            "check_1_2",
            "source",
            "".join(of(book, "check_1_2")["source"]).split(", by_hand=True, mistakes=_known)\n")[1],
        )(book),
    ),
    "hidden part is empty": (
        "hidden",
        "check_1_2",
        lambda book: sets(
            "check_1_2", "source", "".join(of(book, "check_1_2")["source"]).split("_shapes")[0] + "### END HIDDEN TESTS"
        )(book),
    ),
    "expected number": (
        "typed-in",
        "check_1_2",
        ends("check_1_2", "assert cubic_slope(torch.tensor(2.0)).item() == 19"),
    ),
    "expected tensor": ("typed-in", "check_1_2", ends("check_1_2", "assert cubic_slope(one) == torch.tensor([19.0])")),
    "reference is a number": ("typed-in", "check_1_2", says("check_1_2", "of=cubic", "of=lambda x: 19.0")),
    "wget": ("net", "given_1_2", ends("given_1_2", "!wget https://example.org/data.csv")),
    "requests": ("net", "answer_1_2", ends("answer_1_2", "import requests\nrequests.get('https://example.org')")),
    "download": ("net", "given_1_2", ends("given_1_2", "data = MNIST('.', download=True)")),
    "shell command": ("process", "given_1_2", ends("given_1_2", "!ls")),
    "magic in a test": ("process", "check_1_2", says("check_1_2", "_slope =", "%matplotlib inline\n_slope =")),
    "home path": ("paths", "given_1_2", ends("given_1_2", "data = open('/home/ada/data.csv')")),
    "drive letter": ("paths", "given_1_2", ends("given_1_2", "data = open('C:/Users/ada/data.csv')")),
    "not Python": ("python", "answer_1_2", says("answer_1_2", "return 6", "return return 6")),
    "outputs kept": ("outputs", "given_1_2", lambda book: of(book, "given_1_2")["outputs"].append(ONE)),
    "five exercises": (
        "exercises",
        WHOLE,
        lambda book: [gone(f"{part}_1_{n}")(book) for n in (6, 7) for part in ("exercise", "given", "answer", "check")],
    ),
    "no kernel": ("kernel", WHOLE, lambda book: book["metadata"].pop("kernelspec")),
    "another kernel": ("kernel", WHOLE, lambda book: book["metadata"]["kernelspec"].update(name="my-env")),
    "widget state": ("noise", WHOLE, lambda book: book["metadata"].update(widgets={})),
    "Python version": ("noise", WHOLE, lambda book: book["metadata"]["language_info"].update(version="3.11.2")),
    "time of a run": ("noise", "given_1_2", lambda book: of(book, "given_1_2")["metadata"].update(execution={})),
    "two titles": ("title", "exercise_1_2", says("exercise_1_2", "## 1.2", "# Part two\n## 1.2")),
    "level left out": ("heading-order", "exercise_1_2", says("exercise_1_2", "Let $y", "#### Aside\nLet $y")),
    "heading without words": ("heading-order", "exercise_1_2", says("exercise_1_2", "Let $y", "## \nLet $y")),
    "image without alt": ("alt-text", "exercise_1_2", ends("exercise_1_2", "![](https://example.org/a.png)")),
    "img without alt": ("alt-text", "exercise_1_2", ends("exercise_1_2", '<img src="https://example.org/a.png">')),
    "img with an empty alt": (
        "alt-text",
        "exercise_1_2",
        ends("exercise_1_2", "<img alt='' src='https://a.example/a.png'>"),
    ),
    "pasted image": ("alt-text", "exercise_1_2", ends("exercise_1_2", "![image.png](attachment:image.png)")),
    "missing image": ("links", "exercise_1_2", ends("exercise_1_2", "![A curve](curve.png)")),
    "dead link": ("links", "exercise_1_2", ends("exercise_1_2", "[lesson](../../notebooks/99_gone.ipynb)")),
    "dead heading": ("links", "exercise_1_2", ends("exercise_1_2", "[above](#No-such-heading)")),
}

LESSONS: dict[str, tuple[str, str, Change]] = {
    "never run": ("run", "start", sets("start", "execution_count", None)),
    "run out of order": ("run", "start", sets("start", "execution_count", 7)),
    "too much prose": ("prose", "after", lambda book: of(book, "before").update(source="word " * 101)),
    "too much code": ("code", "after", lambda book: of(book, "after").update(source="x = 1\n" * 8)),
    "no figure": ("figure", "before", says("before", "Look.", "## An idea\n\nLook.")),
    "no objectives": ("envelope", "title", says("title", "After this lesson you can", "You will")),
    "no recap": ("envelope", WHOLE, says("recap", "## Recap", "## Goodbye Recap")),
    "address": ("stable", "after", sets("after", "outputs", [ADDRESS])),
    "writes to stderr": ("stable", "after", sets("after", "outputs", [STREAM])),
    "error that is not meant": ("errors", "after", sets("after", "outputs", [FAILED])),
    "tag without an error": ("errors", "after", tagged("after", "raises-exception")),
    "bitmap": ("picture-label", "after", sets("after", "outputs", [BITMAP])),
    "script": ("offline", "after", sets("after", "outputs", [SCRIPT])),
    "two megabytes": ("size", "after", sets("after", "outputs", [{**ONE, "text": "1" * 2_000_000}])),
    "nbval tag": ("nbval-reason", "after", tagged("after", "nbval-skip")),
    "nbval comment": ("nbval-reason", "after", ends("after", "# NBVAL_SKIP")),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that links of the notebooks lead to."""
    place = tmp_path_factory.mktemp("course")
    (place / "source" / NAME).mkdir(parents=True)
    shutil.copytree(ROOT / "notebooks", place / "notebooks")
    return place


def master(course: Path, *changes: Change) -> list[lint.Finding]:
    path = course / "source" / NAME / f"{NAME}.ipynb"
    return found(ROOT / "source" / NAME / path.name, path, *changes)


def found(sound: Path, path: Path, *changes: Change) -> list[lint.Finding]:
    book = json.loads(sound.read_text(encoding="utf-8"))
    for change in changes:
        change(book)
    path.write_text(json.dumps(book), encoding="utf-8")
    return lint.lint(path)


OPENING = "# Small\n\nAfter this lesson you can. Minutes: 1. You need: 0."
START = "from autograder import check"
LESSON: Notebook = {
    "cells": [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": OPENING},
        {"cell_type": "code", "id": "start", "metadata": {}, "source": START, "outputs": [], "execution_count": 1},
        {"cell_type": "markdown", "id": "before", "metadata": {}, "source": "Look."},
        {"cell_type": "code", "id": "after", "metadata": {}, "source": "x = 1", "outputs": [], "execution_count": 2},
        {"cell_type": "markdown", "id": "recap", "metadata": {}, "source": "## Pitfalls\n\nNone.\n\n## Recap\n\nDone."},
    ],
    "metadata": {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}  # fmt: skip


def lesson(tmp_path: Path, *changes: Change) -> list[lint.Finding]:
    sound = tmp_path / "sound.ipynb"
    sound.write_text(json.dumps(LESSON), encoding="utf-8")
    return found(sound, tmp_path / "01_lesson.ipynb", *changes)


@pytest.mark.parametrize("path", lint.notebooks(ROOT), ids=lambda path: "/".join(path.parts[-2:]))
def test_are_our_own_notebooks_clean(path: Path) -> None:
    assert lint.lint(path) == []


def test_are_the_notebooks_sound_that_the_defects_are_put_into(course: Path, tmp_path: Path) -> None:
    assert master(course) == []
    assert lesson(tmp_path) == []


@pytest.mark.parametrize("defect", MASTERS)
def test_is_a_defect_of_a_master_found_by_its_rule_in_its_cell(course: Path, defect: str) -> None:
    rule, where, change = MASTERS[defect]
    seen = [entry for entry in master(course, change) if entry.rule == rule]
    assert where in [entry.id for entry in seen]
    assert all(entry.message and entry.hint for entry in seen)


@pytest.mark.parametrize("defect", LESSONS)
def test_is_a_defect_of_a_lesson_found_by_its_rule_in_its_cell(tmp_path: Path, defect: str) -> None:
    rule, where, change = LESSONS[defect]
    assert [entry.id for entry in lesson(tmp_path, change) if entry.rule == rule][:1] == [where]


def test_has_every_rule_a_defect() -> None:
    tried = {rule for rule, _, _ in [*MASTERS.values(), *LESSONS.values()]}
    elsewhere = {"file", "hints", "solution-fails", "stub-passes", "constant-passes"}
    of_reading = {"minutes", "numbers", "quotes", "terms", "index"}  # test_lint_reading.py
    assert set(lint.ABOUT) == tried | elsewhere | of_reading


def test_is_a_master_of_another_course_left_alone(tmp_path: Path) -> None:
    """It may have few exercises, tests without a check, and none that are hidden."""
    path = tmp_path / "small.ipynb"
    path.write_text(json.dumps(small.master()), encoding="utf-8")
    assert lint.lint(path) == []


def test_is_a_master_in_another_language_left_alone(tmp_path: Path) -> None:
    book = small.master()
    book["metadata"]["kernelspec"] = {"display_name": "R", "language": "R", "name": "ir"}
    for number in (1, 2, 3):
        small.find(book, f"check_{number}")["source"] = "stopifnot(double(2) == 4)\nx <- c(1, 2)"
    path = tmp_path / "small.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    assert lint.lint(path) == []


def test_is_only_what_is_wrong_found_in_nbgrader_s_own_example() -> None:
    told = [str(entry) for path in lint.notebooks(ROOT, [QUICKSTART]) for entry in lint.lint(path)]
    assert [line.partition(": ")[2] for line in told] == [
        "cell 1 (jupyter) [alt-text] An image has no alternative text. Write what it shows: ![here](picture.png)."
    ]


@pytest.mark.parametrize(
    "last",
    ["print('done')", "np.testing.assert_allclose(f(2), 4)", "assert f(2) == 4", "f(2);", "'a word'", "x = f(2)"],
)
def test_is_an_end_that_shows_no_number_no_finding(tmp_path: Path, last: str) -> None:
    book = small.master()
    small.find(book, "check_1")["source"] = f"assert double(1) == 2\n{last}"
    path = tmp_path / "small.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    assert lint.lint(path) == []


@pytest.mark.parametrize(
    ("line", "almost"),
    [
        ("### BEGIN SOLUTION", False),
        ("    # BEGIN SOLUTION", False),
        ("<!-- BEGIN SOLUTION -->", False),
        ("### BEGIN MARK SCHEME", False),
        ("# begin with the solution of the first equation", False),
        ("# End of the hidden layer", False),
        ("# begin hidden layers here", False),
        ("x = 1  # the solution begins", False),
        ("###BEGIN SOLUTION", False),
        ("### Begin Solution", True),
        ("### END SOLUTIONS:", False),
        ("### BEGIN SOLUTOIN", True),
        ("## Hidden tests", False),
        ("# Begin example", False),
        ("### BEGIN HIDDEN TEST", True),
        ("### END HIDDENTESTS", True),
        ("### BEGIN-SOLUTION", True),
    ],
)
def test_which_lines_are_nearly_marks(line: str, almost: bool) -> None:
    cell = finding.Cell(1, {"cell_type": "code", "source": line})
    book = finding.Book(Path("a.ipynb"), (cell,), {}, 5)
    assert bool(list(marks.marks_are_spelt_right(book))) is almost


def test_are_hints_asked_for_where_the_course_keeps_them(course: Path, tmp_path: Path) -> None:
    shutil.copytree(course, tmp_path / "course")
    kept = tmp_path / "course" / "autograder" / "learn" / "exercises" / f"{NAME}.toml"
    kept.parent.mkdir(parents=True)
    text = (ROOT / "autograder" / "learn" / "exercises" / kept.name).read_text(encoding="utf-8")
    kept.write_text(text)
    assert master(tmp_path / "course") == []
    kept.write_text(text.replace('"1.2"', '"1.9"').replace('"ratio_slope"', '"other_slope"'))
    seen = master(tmp_path / "course")
    assert [(entry.rule, entry.id) for entry in seen] == [("hints", "check_1_2"), ("hints", "check_1_3")]


BROKEN = {
    "nothing": b"",
    "half a file": b'{"cells": [',
    "no UTF-8": b'{"cells": "\xff"}',
    "a list": b"[]",
    "format 3": b'{"nbformat": 3, "worksheets": []}',
    "no cells": b'{"nbformat": 4}',
    "cells that are none": b'{"nbformat": 4, "cells": [1]}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("kind", BROKEN)
def test_is_a_broken_file_one_finding(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(BROKEN[kind])
    assert [entry.rule for entry in lint.lint(path)] == ["file"]


def test_do_strange_cells_stop_nothing(tmp_path: Path) -> None:
    strange: list[dict[str, Any]] = [
        {"cell_type": "code", "source": 7, "metadata": None, "outputs": {"a": 1}},
        {"cell_type": "code", "source": None, "metadata": {"nbgrader": [1], "tags": 3}, "outputs": [1, {"data": 3}]},
        {"cell_type": "markdown", "source": ["# A", 1], "metadata": {"nbgrader": {"grade": True, "points": [1]}}},
        {
            "cell_type": "code",
            "id": ["x"],
            "source": "x = '\ud800'\n[" + "(" * 500,
            "metadata": {"nbgrader": {"grade": 1}},
        },
        {"cell_type": "markdown", "source": "[a](http://[) ![](\0) [b](%00.png)", "metadata": {}},
    ]
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": strange, "nbformat": 4, "nbformat_minor": "x", "metadata": []}))
    assert lint.lint(path)


def lint_by_command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["lint", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_does_the_command_name_file_cell_and_rule_and_give_1(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    master(course, MASTERS["zero points"][2])
    monkeypatch.chdir(course)
    code, out, _ = lint_by_command(capsys, f"source/{NAME}")
    assert code == cli.PROBLEM
    assert out.splitlines() == [
        f"source/{NAME}/{NAME}.ipynb: cell 10 (check_1_2) [points] A graded cell is worth nothing. "
        "Set it in the Create Assignment sidebar.",
        "1 notebook, 1 finding. Mend them, and run the same command again.",
    ]


def test_is_json_one_document_with_every_part(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    master(course, MASTERS["zero points"][2])
    path = str(course / "source" / NAME / f"{NAME}.ipynb")
    code, out, _ = lint_by_command(capsys, path, "--json")
    assert code == cli.PROBLEM
    hint = "Set it in the Create Assignment sidebar."
    entry = {
        "path": path,
        "cell": 10,
        "id": "check_1_2",
        "rule": "points",
        "message": "A graded cell is worth nothing.",
    }
    assert json.loads(out) == {"notebooks": [path], "findings": [{**entry, "hint": hint}]}


def test_is_a_rule_left_out_or_chosen(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    master(course, MASTERS["zero points"][2], MASTERS["dead link"][2])
    path = str(course / "source" / NAME)
    assert "2 findings" in lint_by_command(capsys, path)[1]
    assert "[points]" not in lint_by_command(capsys, path, "--select", "links")[1]
    assert lint_by_command(capsys, path, "--ignore", "links,points")[0] == cli.OK
    code, _, err = lint_by_command(capsys, path, "--ignore", "point")
    assert code == cli.TROUBLE
    assert "no rule 'point'" in err


def test_does_quiet_show_findings_alone(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    master(course, MASTERS["zero points"][2])
    path = str(course / "source" / NAME)
    assert lint_by_command(capsys, path, "-q")[1].count("\n") == 1
    master(course)
    assert lint_by_command(capsys, path, "-q") == (cli.OK, "", "")


def test_is_what_is_not_there_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["gone.ipynb"], [str(tmp_path)], ["--course", str(tmp_path)]):
        code, out, err = lint_by_command(capsys, *arguments)
        assert (code, out) == (cli.TROUBLE, "")
        assert err.count("\n") == 1


def test_does_the_list_name_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    out = lint_by_command(capsys, "--list")[1]
    assert [line.split()[0] for line in out.splitlines()] == list(lint.ABOUT)
