"""What a probe leans on is as it was given, whatever the notebook makes of it."""

from __future__ import annotations

import json

import pytest
from sitting import START, exam, notebook, sit, station

from autograder.grade.exam import Exam
from autograder.grade.result import Result, Task
from autograder.grade.station import Station

__all__ = ["station"]
GIVEN = """
import functools
import math


class Purse:
    fee = 1

    def __init__(self, coins):
        self.coins = coins

    def take(self, number=1):
        self.coins -= number * math.ceil(0.5)
        return self.coins


def full(coins):
    return Purse(coins)
"""
TEST = """
@check.probe
def left(coins):
    purse = full(coins)
    spend(purse)
    return [purse.coins, purse.fee, sum([1, 2]), isinstance(purse, Purse), purse.take(2)]


assert left(7) == [6, 1, 3, True, 4], left(7)
"""
RIGHT = "def spend(purse):\n    assert isinstance(purse, Purse)\n    purse.take()"


def course() -> Exam:
    return exam(("start", START), ("given_1", GIVEN), ("answer_1", "..."), ("check_1", TEST))


def graded(station: Station, answer: str, *before: str) -> Result:
    """`before` are cells of the student's; the first stands before the given ones."""
    return sit(station, course(), *[("", cell) for cell in before], ("answer_1", answer))


@pytest.mark.parametrize(
    "change",
    [
        "Purse.take = lambda self, number=1: 99",
        "Purse.take.__code__ = (lambda self, number=1: 99).__code__",
        "Purse.take.__defaults__ = (50,)",
        "Purse.fee = 5",
        "Purse.__setattr__ = lambda self, name, value: None",
        "Purse.coins = property(lambda self: 99, lambda self, value: None)",
        "del Purse.take",
        "full.__globals__['Purse'] = full.__globals__['math'] = None",
        "full.__code__ = (lambda coins: 99).__code__",
        "math.ceil = lambda number: 50",
        "import builtins\nbuiltins.sum = sum = lambda numbers: 99",
        "import sys, types\nsys.modules['math'] = math = types.SimpleNamespace(ceil=lambda number: 50)",
        "import sys\nsys.setprofile(lambda *_: setattr(Purse, 'fee', 5))",
        "import threading, time\ndef on():\n    while True:\n        Purse.fee = 5\n        time.sleep(0.001)\n"
        "threading.Thread(target=on, daemon=True).start()",
    ],
)
def test_is_a_given_thing_mended_before_a_probe(station: Station, change: str) -> None:
    found = graded(station, f"{RIGHT}\n{change}")
    assert found.scores["check_1"] == 2.0, found.notebook


def test_is_a_given_class_out_of_reach_of_what_ran_before_it(station: Station) -> None:
    """A first cell, above the given ones, that changes how classes are built."""
    first = "import builtins\nmake = builtins.__build_class__\n" + (
        "def other(body, *rest):\n    made = make(body, *rest)\n    made.fee = 5\n    return made\n"
        "builtins.__build_class__ = other"
    )
    on = course()
    named = [(cell.grade_id, cell.source if cell.grade_id != "answer_1" else RIGHT) for cell in on.cells]
    found = station.submit(Task("ada", on, notebook(("", first), *named), {})).result()
    assert found.scores["check_1"] == 2.0, found.notebook


def test_may_an_answer_add_a_method_of_its_own(station: Station) -> None:
    helper = "def pay(self):\n    self.take()\nPurse.pay = pay\n"
    found = graded(station, f"{helper}def spend(purse):\n    purse.pay()")
    assert found.scores["check_1"] == 2.0, found.notebook


def test_is_a_thread_that_does_not_end_named(station: Station) -> None:
    stubborn = """
import threading, time
def on():
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass
threading.Thread(target=on, daemon=True).start()
"""
    found = graded(station, f"{RIGHT}\n{stubborn}")
    assert found.scores["check_1"] == 0.0
    assert "end them with join()" in json.dumps(json.loads(found.notebook))


def test_does_a_progress_bar_leave_no_thread(station: Station) -> None:
    found = graded(station, f"from tqdm import tqdm\nfor _ in tqdm(range(3)):\n    pass\n{RIGHT}")
    assert found.scores["check_1"] == 2.0, found.notebook


AGAIN = """
def again():
    Purse.take = lambda self, number=1: 99
again()
"""


@pytest.mark.parametrize(
    "change",
    [
        "class Phoenix:\n    def __get__(self, thing, cls=None):\n        return lambda number=1: 99\n"
        "    def __del__(self):\n        Purse.take = Phoenix()\nPurse.take = Phoenix()",
        "class Key(str):\n    __hash__ = str.__hash__\n    def __eq__(self, other):\n        again()\n"
        "        return False\nglobals()[Key('spend')] = globals()[Key('full')] = 1",
        "import sys\nsys.addaudithook(lambda event, rest: again())",
        "import warnings\nkept = warnings.simplefilter\nwarnings.simplefilter = lambda *rest: (again(), kept(*rest))",
        "import gc\nclass Rubbish:\n    def __init__(self):\n        self.me = self\n    def __del__(self):\n"
        "        again()\n        Rubbish()\nRubbish()\ngc.set_threshold(1)",
    ],
)
def test_is_a_thing_mended_that_is_broken_again_in_the_meantime(station: Station, change: str) -> None:
    found = graded(station, f"{RIGHT}\n{AGAIN}\n{change}")
    assert found.scores["check_1"] == 2.0, found.notebook
