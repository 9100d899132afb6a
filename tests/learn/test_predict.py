"""Predict, then run: is a guess read as it was meant, held against what came, and never in anybody's way?

Cells run in a real IPython shell. What a frontend would do to the box (type, press Enter) is done to the widget.
"""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder import check
from autograder.learn.mistakes import catalog
from autograder.learn.predict import cards, desk, guesses, rerun, sections, truths, whose
from autograder.learn.predict.box import WIDGET
from autograder.learn.predict.cards import Finding, Outcome
from autograder.learn.predict.guesses import ERROR, Number
from autograder.learn.predict.prediction import Prediction
from autograder.learn.predict.sections import Cell
from autograder.learn.verdict import Diagnosis, Pointer

START = "import torch\nfrom autograder import check, draw, explore"
CUBE = "x = torch.tensor(2.0, requires_grad=True)\ny = x**3\ny.backward()"  # x.grad is 12


class Kernel(InteractiveShell):  # type: ignore[misc]
    """A shell with the face of a kernel: `check` shows rich outputs, and builds its box."""

    kernel: Any = None


class Notebook:
    """Cells are run one after the other; each gives back what it displayed as plain text."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        shell.display_pub = CapturingDisplayPublisher()

    def run(self, source: str, cell: str | None = None, **options: Any) -> str:
        self.shell.display_pub.outputs.clear()
        self.shell.run_cell(source, store_history=options.pop("store_history", True), cell_id=cell, **options)
        return "\n".join(output["data"]["text/plain"] for output in self.outputs)

    @property
    def outputs(self) -> list[dict[str, Any]]:
        return list(self.shell.display_pub.outputs)

    @property
    def predictions(self) -> list[Prediction]:
        found = desk.current()
        return found.predictions if found else []

    def type(self, text: str, enter: bool = True) -> None:
        """Into the box of the newest prediction."""
        box = self.predictions[-1].box
        assert box is not None
        box._field.value = text
        if enter:
            box.entered()

    @property
    def status(self) -> str:
        box = self.predictions[-1].box
        assert box is not None
        return str(box._status.value)


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Notebook]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    kept = sys.displayhook, sys.excepthook, sys.modules["__main__"]
    settings = Config()
    settings.HistoryManager.enabled = False
    InteractiveShell.clear_instance()
    shell = Kernel.instance(config=settings, user_ns={})
    shell.showtraceback = shell.showsyntaxerror = lambda *_, **__: None
    opened = Notebook(shell)
    opened.run(START)
    yield opened
    Kernel.clear_instance()
    sys.displayhook, sys.excepthook, sys.modules["__main__"] = kept


def written(path: Path, *cells: tuple[str, str] | str) -> Path:
    """A notebook file: text of code cells, or (id, text); what starts with # is prose."""
    rows = []
    for cell in cells:
        name, source = cell if isinstance(cell, tuple) else (None, cell)
        kind = "markdown" if source.startswith("#") else "code"
        rows.append({"cell_type": kind, "source": source.splitlines(keepends=True)} | ({"id": name} if name else {}))
    path.write_text(json.dumps({"cells": rows}), encoding="utf-8")
    return path


# ---- what is typed


@pytest.mark.parametrize(
    ("said", "value"),
    [
        *[("12", 12.0), ("12.", 12.0), ("12?", 12.0), (" = 12", 12.0), ("x.grad = 12", 12.0), ("x.grad is 12", 12.0)],
        *[("tensor(12.)", 12.0), ("tensor(12., grad_fn=<PowBackward0>)", 12.0), ("about 12", 12.0), ("twelve", 12.0)],
        *[("-0.65", -0.65), ("−0.65", -0.65), ("–.65", -0.65), ("0,65", 0.65), ("1/3", 1 / 3), ("-1/3", -1 / 3)],
        *[("3²", 9.0), ("2^3", 8.0), ("4·cos(4)", 4 * math.cos(4)), ("math.exp(1)", math.e), ("50 %", 0.5)],
        *[("1e-3", 1e-3), ("1.2e−5", 1.2e-5), ("1,000", 1000.0), ("∞", math.inf), ("-inf", -math.inf), ("½", 0.5)],
        *[("it stays 9", 9.0), ("I think 9", 9.0), ("[12]", 12.0), (12, 12.0), (torch.tensor(12.0), 12.0)],
    ],
)
def test_is_a_number_read_as_a_tired_student_types_it(said: Any, value: float) -> None:
    guess = guesses.read(said)
    assert guess is not None
    numbers = [row[0].value for row in guess.readings if len(row) == 1 and isinstance(row[0], Number)]
    assert value in [pytest.approx(number) for number in numbers]


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("6 and 12", [6, 12]),
        ("6; 12", [6, 12]),
        ("6, 12", [6, 12]),
        ("[6, 12]", [6, 12]),
        ("6 -12", [6, -12]),
        ("tensor([6., 12.], grad_fn=<MulBackward0>)", [6, 12]),
        ("[[1, 2], [3, 4]]", [1, 2, 3, 4]),
        ("18 and None", [18, None]),
        ("18, nothing", [18, None]),
        ("true, false", [True, False]),
        ([6, 12.0], [6, 12]),
        ((None, True), [None, True]),
    ],
)
def test_is_a_list_read_however_it_is_separated(said: Any, row: list[Any]) -> None:
    guess = guesses.read(said)
    assert guess is not None
    found = [[entry.value if isinstance(entry, Number) else entry for entry in reading] for reading in guess.readings]
    assert row in found


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        *[
            ("None", None),
            ("nothing", None),
            (None, None),
            ("True", True),
            ("yes", True),
            ("no", False),
            (False, False),
        ],
        *[("an error", ERROR), ("RuntimeError", ERROR), ("it raises", ERROR), ("raises an error", ERROR)],
    ],
)
def test_are_words_read(said: Any, entry: Any) -> None:
    guess = guesses.read(said)
    assert guess is not None
    assert guess.readings == ((entry,),)


@pytest.mark.parametrize("said", ["", "  ", "?", "idk", "I don't know", "no idea", "…", "9" * 301])
def test_is_no_guess_taken_for_none(said: str) -> None:
    assert guesses.read(said) is None


@pytest.mark.parametrize(
    "said",
    ["9**9**9", "(((", "__import__('os').abort()", "print(3)", "x" * 200, "1/0", "'a'*9**9", "6 or 12", "log(0)"],
)
def test_is_what_is_typed_never_run(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    guess = guesses.read(said)
    assert guess is not None
    assert all(not isinstance(entry, Number) for row in guess.readings for entry in row)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("said", "truth", "right"),
    [
        *[("12", 12.0, True), ("12", 12.1, True), ("12", 13, False), ("-12", 12, False), ("1.7", 5 / 3, True)],
        *[("2", 5 / 3, False), ("0.33", 1 / 3, True), ("0.3", 1 / 3, False), ("0", 0.0, True), ("0", 1e-8, True)],
        *[("0", 1e-3, False), ("nan", math.nan, True), ("0", math.nan, False), ("inf", math.inf, True)],
        *[("-inf", math.inf, False), ("0,65", 0.65, True), ("0,65", [0.0, 65.0], True), ("1", True, False)],
        *[("True", 1.0, False), ("yes", True, True), ("None", None, True), ("0", None, False), ("None", 0.0, False)],
        *[("6 and 12", [6.0, 12.0], True), ("6", [6.0, 12.0], False), ("6 and 12", 6.0, False), ("12", [12.0], True)],
        *[("18 and None", [18.0, None], True), ("18 and 0", [18.0, None], False), ("float32", torch.float32, True)],
        *[("mulbackward0", "MulBackward0", True), ("6 12", torch.tensor([6.0, 12.0]), True), ("Size([2])", [2], True)],
    ],
)
def test_is_a_guess_right_within_what_was_written(said: str, truth: Any, right: bool) -> None:
    guess = guesses.read(said)
    assert guess is not None
    assert truths.is_it(guess, tuple(truths.flat(truths.plain(truth)))) is right


# ---- a cell, and what came


def test_does_a_right_guess_get_a_friendly_line(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")')
    notebook.type("12")
    assert "Noted: 12. Now run the next cell." in notebook.status
    assert notebook.run(CUBE) == "x.grad: you guessed 12; what came is 12.\nRight. You knew it before it ran."


def test_is_a_guess_taken_without_enter(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")')
    notebook.type("12", enter=False)
    assert "Right." in notebook.run(CUBE)


def test_is_the_line_that_is_committed_the_same_every_time(notebook: Notebook) -> None:
    first = notebook.run('check.predict("x.grad", about="`x.grad`, afterwards")')
    (output,) = notebook.outputs
    html = output["data"]["text/html"]
    assert first == "Predict x.grad, afterwards, then run the next cell."
    assert "<code>x.grad</code>, afterwards" in html
    assert WIDGET in output["data"]
    notebook.run('check.predict("x.grad", about="`x.grad`, afterwards")')
    assert notebook.outputs[0]["data"]["text/html"] == html


def test_is_nothing_shown_and_nothing_in_the_way_without_a_guess(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")\ncheck.predict("no_such_name + 1")\ncheck.predict("y.backward()")')
    assert notebook.run(CUBE) == ""
    said = notebook.run("check.predictions()")
    assert said == "No guesses yet. Guess before you run a cell, and this line sums up how it went."


def test_does_the_box_close_when_the_cell_has_run(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")')
    notebook.type("12")
    notebook.run(CUBE)
    box = notebook.predictions[-1].box
    assert box is not None
    assert box._field.disabled
    assert notebook.status == ""


def test_is_an_answer_noted_as_soon_as_it_is_chosen(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad", options=[6, 12])')
    notebook.type("6", enter=False)
    assert "Noted: 6. Now run the next cell." in notebook.status
    notebook.type("12", enter=False)
    assert "Noted: 12." in notebook.status
    assert "Right." in notebook.run(CUBE)


def test_is_an_answer_that_is_chosen_late_answered_at_once(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad", options=[6, 12])')
    assert notebook.run(CUBE) == ""
    notebook.type("6", enter=False)
    assert "so it isn&#x27;t counted." in notebook.status


def test_is_a_late_guess_answered_and_not_counted(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")')
    notebook.run(CUBE)
    notebook.type("12")
    assert "The cell had run before this guess" in notebook.status
    assert notebook.run("check.predictions()") == "No guess in time, 1 came late."


def test_is_a_guess_typed_since_late_when_the_cell_runs_again(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")')
    notebook.run(CUBE)
    notebook.type("12", enter=False)
    assert "Late. The cell had run before this guess, so it isn't counted." in notebook.run(CUBE)


def test_does_a_slip_of_the_keyboard_leave_it_open(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad", guess=12)')
    shown = notebook.run(CUBE + "\nx.graad")
    assert "Not known yet. Your guess is kept. The cell stopped with `AttributeError" in shown
    assert "Right." in notebook.run(CUBE)


def test_do_two_predictions_of_one_cell_keep_their_guesses(notebook: Notebook) -> None:
    both = 'check.predict("x.grad")\ncheck.predict("x.grad", about="x.grad, later")\ncheck.predict("x.grad")'
    notebook.run(both, "guess")
    for prediction, said in zip(notebook.predictions, ("1", "2", "3"), strict=True):
        assert prediction.box is not None
        prediction.box._field.value = said
    notebook.run(both, "guess")
    assert [prediction.now() for prediction in notebook.predictions] == ["1", "2", "3"]


def test_is_a_late_wrong_guess_listed(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")')
    notebook.run(CUBE)
    notebook.type("8")
    assert "x.grad (12; you guessed 8)." in notebook.run("check.predictions()").replace("`", "")


def test_do_cells_without_an_answer_not_count(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")')
    notebook.type("12")
    for aside in ("# a note", "", 'check.hint("1.1")', "check.predictions()", 'check.predict("y.item()")', "pass"):
        notebook.run(aside)
    notebook.run("x = 1", store_history=False)
    assert "Right." in notebook.run(CUBE)


def test_are_two_predictions_settled_by_one_cell(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad", guess=12)')
    notebook.run('check.predict("y.item()", guess=8); check.predict("x.is_leaf", guess=False)')
    shown = notebook.run(CUBE)
    assert shown.count("Right.") == 2
    assert "x.is_leaf: you guessed False; what came is True." in shown


def test_is_a_cell_run_again_shown_once_more_with_the_same_guess(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad", guess=12)', "guess")
    first = notebook.run(CUBE, "run")
    assert notebook.run("z = 1", "other") == ""
    assert notebook.run(CUBE, "run") == first
    again = notebook.run("y.backward()", "run")
    assert "On this run it is an error. What counts is the first." in again
    assert notebook.run("check.predictions()").startswith("1 of 1 guess right.")


def test_does_a_prediction_run_again_start_afresh(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")', "guess")
    notebook.type("11")
    notebook.run(CUBE, "run")
    notebook.run('check.predict("x.grad")', "guess")
    assert notebook.predictions[-1].now() == ""
    notebook.type("12")
    notebook.run(CUBE, "run")
    assert notebook.run("check.predictions()").startswith("1 of 1 guess right.")


def test_does_a_guess_still_count_after_run_all(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")', "guess")
    notebook.type("11")
    notebook.run(CUBE, "run")
    before = notebook.run("check.predictions()")
    for _ in range(2):
        notebook.run('check.predict("x.grad")', "guess")
        assert notebook.predictions[-1].now() == ""
        assert notebook.run("check.predictions()") == before  # while the box is open, and afterwards
        notebook.run(CUBE, "run")
    assert notebook.run("check.predictions()") == before


def test_is_a_section_with_two_wrong_guesses_named_once(notebook: Notebook, tmp_path: Path) -> None:
    one, other = 'check.predict("[x.item(), 1]", about="two numbers")', 'check.predict("x.is_leaf")'
    written(tmp_path / "09_x.ipynb", "# One", START, "## First", one, other, CUBE, "## Last")
    notebook.run(one)
    notebook.type("5, 6")
    notebook.run(other)
    notebook.type("no")
    notebook.run(CUBE)
    *_, line = notebook.run("check.predictions()").splitlines()
    assert line == "- *First*: two numbers ([2, 1]; you guessed 5, 6), `x.is_leaf` (True; you guessed no)."


def test_is_a_guess_kept_when_its_cell_runs_again_before_the_answer(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad")', "guess")
    notebook.type("12")
    notebook.run('check.predict("x.grad")', "guess")
    assert "Noted: 12." in notebook.status
    assert "Right." in notebook.run(CUBE)


def test_does_a_fresh_kernel_leave_the_prediction_open(notebook: Notebook) -> None:
    notebook.run('check.predict("w.grad", guess=6)')
    shown = notebook.run("(w**2).backward()")
    assert "Not known yet. Your guess is kept. The cell stopped with `NameError: name 'w' is not defined`." in shown
    notebook.run("w = torch.tensor(3.0, requires_grad=True)")
    assert notebook.predictions[-1].open is False  # w.grad was None there: that cell was the next to run
    notebook.run('check.predict("v.grad", guess=6)')
    assert "There is nothing to compare with yet" in notebook.run("u = 1")
    assert "Right." in notebook.run("v = torch.tensor(3.0, requires_grad=True)\n(v**2).backward()")


def test_is_a_missing_name_never_the_error_that_was_asked_for(notebook: Notebook) -> None:
    notebook.run('check.predict("w.backward()", guess="raises an error")')
    assert "Not known yet." in notebook.run("w.backward()")
    assert "Right." in notebook.run("w = torch.tensor(3.0)\nw.backward()")


def test_does_a_syntax_error_or_an_interrupt_leave_it_open(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad", guess=12)')
    notebook.run("x = = 2")
    notebook.run('check.predict("y.backward()", guess="runs")')
    notebook.run("raise KeyboardInterrupt")
    assert [prediction.open for prediction in notebook.predictions] == [True, True]
    assert notebook.run(CUBE).count("Right.") == 2


def test_does_the_cell_that_asks_never_answer(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad", guess=12)')
    notebook.run('x = torch.tensor(1.0)\ncheck.predict("x.grad", about="the new x.grad", guess=12)')
    assert [prediction.open for prediction in notebook.predictions] == [True, True]
    assert notebook.run(CUBE).count("Right.") == 2


# ---- answers on offer


@pytest.mark.parametrize(
    ("asked", "ran", "outcome"),
    [
        ('"y.backward()", guess="runs"', "z = 0", "right"),
        ('"y.backward()", guess="raises an error"', "y.backward()\ny.backward()", "right"),
        ('"y.backward()", guess="runs"', "y.backward()\ny.backward()", "wrong"),
        ('"x.grad", options=[6, 4, "raises an error"], guess=4', "x.grad = torch.tensor(4.0)", "right"),
        ('"x.grad", options=[6, 4, "raises an error"], guess=6', "x.grad = torch.tensor(4.0)", "wrong"),
        ('"x.grad", options=[6, 4, "raises an error"], guess="raises an error"', "1 / 0", "right"),
        ('"r", options=[0.01, 0.06, 0.09], guess=0.06', "r = 0.0601", "right"),
        ('"x.is_leaf", options=["yes", "no"], guess="no"', "z = 0", "wrong"),
        ('"word", options=["more", "less", "pass"], guess="less"', "word = 'Less'", "right"),
        ('"x.grad", guess="an error"', "y.backward()\ny.backward()", "right"),
        ('"x.grad", guess=12', "y.backward()\ny.backward()", "wrong"),
        ('"x.grad", guess="it runs"', "y.backward()", "wrong"),
    ],
)
def test_which_answer_comes_true(notebook: Notebook, asked: str, ran: str, outcome: str) -> None:
    notebook.run("x = torch.tensor(3.0, requires_grad=True)\ny = x**2")
    notebook.run(f"check.predict({asked})")
    notebook.run(ran)
    finding = notebook.predictions[-1].finding
    assert finding is not None
    assert finding.outcome.value == outcome


def test_can_an_answer_be_chosen_in_the_box(notebook: Notebook) -> None:
    notebook.run('check.predict("y.backward()")')
    box = notebook.predictions[-1].box
    assert box is not None
    assert (box._built(), box._field.value)[1] is None
    box.entered()
    assert "Nothing is noted yet: choose an answer." in notebook.status
    notebook.type("raises an error")
    assert "Right." in notebook.run("1 / 0")


def test_is_what_would_change_something_never_evaluated(notebook: Notebook) -> None:
    notebook.run("x = torch.tensor(3.0, requires_grad=True)\ny = x**2")
    notebook.run('check.predict("y.backward()", guess="runs")\ncheck.predict("x.data.add_(1)", guess="runs")')
    notebook.run("z = 0")
    assert notebook.shell.user_ns["x"].grad is None
    assert notebook.shell.user_ns["x"].item() == 3.0


def test_is_an_error_explained_by_the_catalog(notebook: Notebook) -> None:
    notebook.run('check.predict("y.backward()", guess="runs")')
    shown = notebook.run(f"{CUBE}\ny.backward()")
    assert "The cell stopped with `RuntimeError: Trying to backward through the graph a second time`." in shown
    assert catalog.every()["second_backward"].explanation in shown
    assert "Look at lesson 06, *The graph is freed*." in shown


# ---- whose number

SHORT = {"inner": "inner_derivative_missing", "sum": "sum_for_mean", "no_grad": "no_grad_blocks_earlier"}


@pytest.mark.parametrize(
    ("cells", "expression", "guess", "mistake"),
    [
        (["X\n(x**2).backward()\n(x**2).backward()"], "x.grad", "6", "replaced_not_added"),
        (["X\n(x**2).backward()\nx.grad = None\n(x**2).backward()"], "x.grad", "12", "accumulated"),
        (["X\nz = torch.sin(x**2)\nz.backward()"], "x.grad", "-0.911", "inner"),
        (["X\nz = torch.sin(x**2)", "z.backward()"], "x.grad", "-0.911", "inner"),
        (["X", "u = x**2", "z = torch.sin(u)", "z.backward()"], "x.grad", "-0.911", "inner"),
        (["X\nz = x * 7 + 5 * x\nz.backward()"], "x.grad", "5", "overwritten_not_added"),
        (["X\ny = x**2\ny.backward()"], "x.grad", "9", "value_for_gradient"),
        (["v = torch.tensor([3.0, 4, 2], requires_grad=True)\n(v**2).mean().backward()"], "v.grad", "6 8 4", "sum"),
        (["X\ny = torch.log(x)"], "y.item()", "0.477", "log10"),
        (["X\ny = x.detach() ** 2 * x\ny.backward()\ndraw.graph(y)"], "x.grad", "27", "detached_factor"),
        (["X\nd = x.detach()\nd.zero_()"], "x.item()", "3", "detach_shares_storage"),
        (["X\ny = x**2\nx.data.fill_(2.0)\ny.backward()"], "x.grad", "6", "data_edit_silent"),
        (["X\nh = 3 * x\nwith torch.no_grad():\n    y = 5 * h\n(y + h).backward()"], "x.grad", "18", "no_grad"),
        (["X\n(x**2).backward()\nkept = x.grad\nx.grad.zero_()"], "kept", "6", "grad_alias"),
        (["X\ny = x**2\n(y * 2).backward()"], "y.grad", "2", "intermediate_grad"),
        (["X\nw = torch.tensor(1.0, requires_grad=True)\n(x**2).backward()"], "w.grad", "0", "unused_input"),
        (["X\ndef f(t):\n    return torch.sin(t**2)", "f(x).backward()"], "x.grad", "-0.911", "inner"),
    ],
)  # fmt: skip
def test_whose_number_is_it(notebook: Notebook, cells: list[str], expression: str, guess: str, mistake: str) -> None:
    mistake = SHORT.get(mistake, mistake)
    *before, last = [cell.replace("X", "x = torch.tensor(3.0, requires_grad=True)", 1) for cell in cells]
    for cell in before:
        notebook.run(cell)
    notebook.run(f'check.predict("{expression}", guess="{guess}")')
    notebook.run(last)
    finding = notebook.predictions[-1].finding
    assert finding is not None
    assert finding.diagnosis is not None
    assert finding.diagnosis.mistakes == (mistake,)


def test_is_the_authors_own_word_said_first(notebook: Notebook) -> None:
    own = '{"You took the cube\'s value.": 8, "sign": -12, "detached_factor": "an error"}'
    for guess, said in (("8", "You took the cube's value."), ("-12", "*The sign.*"), ("an error", "One factor")):
        notebook.run(f'check.predict("x.grad", guess="{guess}", mistakes={own})')
        assert said in notebook.run(CUBE)


def test_is_a_number_that_nothing_gives_left_alone(notebook: Notebook) -> None:
    notebook.run('check.predict("x.grad", guess=99)')
    assert notebook.run(CUBE) == "x.grad: you guessed 99; what came is 12.\nNot this time."


def test_does_running_again_leave_no_trace(notebook: Notebook, tmp_path: Path) -> None:
    notebook.run(
        "kept, count = [], 0\ndef note(t):\n    global count\n    count += 1\n    kept.append(t)\n    return t"
    )
    notebook.run('check.predict("x.grad", guess=5)')
    drawn = "import random\ntorch.rand(3), random.random()\nstates = torch.get_rng_state(), random.getstate()"
    notebook.run(f'{CUBE}\nnote(1)\nprint("seen")\nhere = note\n{drawn}')
    space = notebook.shell.user_ns
    numbers = space["states"]
    assert (space["kept"], space["count"]) == ([1], 1)
    assert space["here"] is space["note"]
    assert torch.equal(torch.get_rng_state(), numbers[0])
    assert random.getstate() == numbers[1]
    assert list(tmp_path.iterdir()) == []
    assert sys.gettrace() is None


@pytest.mark.parametrize(
    "cell",
    [
        "torch.save(x, 'kept.pt')",
        "!touch kept.pt",
        "get_ipython().system('touch kept.pt')",
        "torch.set_default_dtype(torch.float64)",
        "torch.relu = None",
        "x = = 1",
    ],
)
def test_is_a_cell_that_reaches_beyond_never_run_again(cell: str, notebook: Notebook) -> None:
    assert not rerun.harmless(notebook.shell.transform_cell(cell))


@pytest.mark.parametrize(
    "cell", ["open('kept.txt', 'w')", "import os\nos.remove('kept')", "import pathlib", "eval('1')"]
)
def test_are_files_out_of_reach_of_a_replay(cell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    replay = rerun.Replay(rerun.stage({}, []), (cell,), "1")
    with pytest.raises((ImportError, NameError)):
        replay.run(math.inf)
    assert list(tmp_path.iterdir()) == []


def test_is_an_endless_loop_stopped(notebook: Notebook) -> None:
    notebook.run('check.predict("n", guess=99)')
    notebook.run("w, n = torch.tensor(1.0, requires_grad=True), 0\nwhile n < 3:\n    (w**2).backward()\n    n += 1")
    replay = rerun.Replay(rerun.stage({}, []), ("while True:\n    pass",), "1")
    with pytest.raises(rerun.TooLong):
        replay.run(0.0)


def test_are_copies_made_of_what_a_cell_needs_and_of_nothing_else() -> None:
    space: dict[str, Any] = {"torch": torch, "x": torch.tensor(2.0, requires_grad=True), "big": torch.zeros(200_000)}
    space |= {"z": space["x"] ** 2, "unused": [1], "pair": [space["x"]]}
    exec("def f(t):\n    return t * x", space)
    kept = rerun.stage(space, ["f(2)", "z", "big", "pair"]).names
    assert set(kept) == {"f", "x", "pair"}  # no intermediate, nothing large, nothing that nobody asked for
    assert kept["x"] is not space["x"]
    assert kept["pair"][0] is kept["x"]


def test_is_a_small_layer_copied_and_a_large_one_not() -> None:
    layer = torch.nn.Linear(1, 1)
    space = {"layer": layer, "weight": layer.weight, "large": torch.nn.Linear(400, 400)}
    kept = rerun.stage(space, ["layer", "weight", "large"]).names
    assert set(kept) == {"layer", "weight"}
    assert kept["layer"].weight is kept["weight"]
    assert kept["weight"] is not layer.weight


def test_are_three_explanations_none() -> None:
    case = whose.Case("x", guesses.option("1"), truths.Truth(()), None, ("",), {"a": 1, "b": 1, "c": 1})
    assert whose.search(case) is None
    two = whose.search(whose.Case("x", guesses.option("1"), truths.Truth(()), None, ("",), {"A.": 1, "B.": 1}))
    assert two is not None
    assert two.explanation == "Two things would give that. A. Or: B."


# ---- the summary, and where things stand


def test_does_the_summary_lead_back_to_the_sections(notebook: Notebook, tmp_path: Path) -> None:
    guess, twice = 'check.predict("x.grad")', f"{CUBE}\n(x**3).backward()"
    written(tmp_path / "09_x.ipynb", "# One", START, "## First", guess, CUBE, "## Second", guess, twice, "## Last")
    notebook.run(guess)
    notebook.type("11")
    notebook.run(CUBE)
    notebook.run(guess)
    notebook.type("12")
    notebook.run(twice)
    said = notebook.run("check.predictions()")
    assert said.splitlines() == [
        "0 of 2 guesses right.",
        "- *First*: `x.grad` (12; you guessed 11).",
        "- *Backward taken for a replacement*. *Second*: `x.grad` (24; you guessed 12). "
        "Look at lesson 06, *Backward adds*.",
    ]
    page = notebook.outputs[0]["data"]["text/html"]
    assert '<a href="#Second">Second</a>' in page
    assert '<a href="06_accumulation.ipynb#Backward-adds">Backward adds</a>' in page


def test_is_nobody_sent_to_the_section_that_they_are_in(notebook: Notebook, tmp_path: Path) -> None:
    twice = f"{CUBE}\n(x**3).backward()"
    written(tmp_path / "06_accumulation.ipynb", "## Backward adds", 'check.predict("x.grad", guess=12)', twice)
    notebook.run('check.predict("x.grad", guess=12)')
    shown = notebook.run(twice)
    assert "Backward taken for a replacement" in shown
    assert "Look at" not in shown


def test_does_a_look_at_an_earlier_cell_settle_nothing(notebook: Notebook, tmp_path: Path) -> None:
    written(tmp_path / "09_x.ipynb", START, "x = 1", 'check.predict("x.grad", guess=12)', CUBE)
    notebook.run('check.predict("x.grad", guess=12)')
    assert notebook.run("x = 1") == ""
    assert "Right." in notebook.run(CUBE)


def test_is_a_cell_found_by_its_id_however_it_was_edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(
        tmp_path / "a.ipynb", "## One", ("p", "check.predict('x')"), ("r", "x = 1"), "## Two", ("q", "x = 2")
    )
    written(tmp_path / "other.ipynb", "## Other", ("o", "check.predict('edited')"))
    monkeypatch.setenv("JPY_SESSION_NAME", f"somewhere/{path.name}")
    monkeypatch.chdir(tmp_path)
    assert sections.of(Cell("p", "check.predict('edited')")) == ("a", "One")
    assert sections.follows(Cell("p", ""), Cell("r", "x = 7"), search=False)
    assert not sections.follows(Cell("p", ""), Cell("q", "x = 2"), search=False)
    assert sections.follows(Cell("p", ""), Cell("new", "x = 3"), search=False)


def test_does_a_broken_notebook_beside_it_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("a", "{"), ("b", "[]"), ("c", '{"cells": [1]}'), ("d", "\ud800")):
        (tmp_path / f"{name}.ipynb").write_bytes(text.encode("utf-8", "surrogatepass"))
    monkeypatch.chdir(tmp_path)
    assert sections.of(Cell(None, "x")) == ("", "")


def test_is_the_card_for_everybody() -> None:
    where = Pointer("06_accumulation", "Backward adds")
    finding = Finding(Outcome.WRONG, "`x.grad`", "<6>", "12", "", Diagnosis(("a",), "A <b>", "Words & `code`.", where))
    page = cards.card(finding)
    assert 'role="note" aria-label="Prediction: wrong"' in page
    assert "&lt;6&gt;" in page
    assert "<em>A &lt;b&gt;.</em> Words &amp; <code>code</code>." in page
    assert page == cards.card(finding)


# ---- nothing fails


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ('"what is it?"', "needs an expression such as 'x.grad'"),
        ('"x.grad", options="ab"', "at least two different answers"),
        ('"x.grad", options=["a", "a"]', "at least two different answers"),
        ('"x.grad", options=["a", "b"], guess="c"', "is none of the answers on offer: 'a', 'b'"),
    ],
)
def test_is_an_author_told_what_is_wrong(call: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        eval(f"check.predict({call})", {"check": check})


def test_does_a_script_run_through(tmp_path: Path) -> None:
    script = (
        "from autograder import check\ncheck.predict('x.grad')\ncheck.predict('x.grad', guess=12)\n"
        "x = 3\ncheck.predictions()"
    )
    surroundings = {**os.environ, "JPY_SESSION_NAME": ""}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, env=surroundings, check=True
    )
    assert done.stdout.splitlines() == [
        "Predict x.grad, then run the next cell. Your guess goes into guess=… of check.predict.",
        "Your guess for x.grad is 12. A script has no next cell: run this in a notebook or in IPython.",
        "No guesses yet. Guess before you run a cell, and this line sums up how it went.",
    ]


def test_is_the_card_below_its_cell_in_a_real_kernel(tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    sources = [START, 'check.predict("x.grad")\ncheck.predict("x.grad", guess=8)', CUBE, "check.predictions()"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    client = NotebookClient(book, kernel_name="python3", timeout=600, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    said = [[output["data"]["text/plain"] for output in cell.outputs] for cell in book.cells]
    assert said[1] == [
        "Predict x.grad, then run the next cell.",
        "Your guess for x.grad is 8. Now run the next cell.",
    ]
    assert said[2][0].startswith(
        "x.grad: you guessed 8; what came is 12.\nNot this time. *The value, not the gradient.*"
    )
    assert said[3][0].startswith("0 of 1 guess right, 1 not guessed.")


def test_does_a_truth_that_misbehaves_harm_nobody(notebook: Notebook) -> None:
    notebook.run("class Odd:\n    __str__ = lambda self: 1 / 0\n    def __getattr__(self, name):\n        1 / 0")
    notebook.run('check.predict("odd", guess=1)\ncheck.predict("odd.grad", guess=1)\ncheck.predict("exit()", guess=1)')
    assert notebook.run("odd = Odd()").count("Not known yet") == 3
