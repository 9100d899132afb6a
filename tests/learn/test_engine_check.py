"""An engine that a reader built, held against torch: right in any style, each mistake by name, and anything at all."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from engine_answers import CLOSURES, HONEST, PATHS, QUEUE, RAISED, RECURSIVE, RIGHT, WRONG, made, text

from autograder import check
from autograder.learn import cases
from autograder.learn.engines import pure, tape, truth
from autograder.learn.engines.tape import At, Expression, Step
from autograder.learn.verdict import Outcome, Verdict

SMALL = {"of": lambda a, b: a * b + a, "at": (2.0, 3.0)}


@pytest.fixture(autouse=True)
def same_numbers() -> Iterator[None]:
    kept = sys.getrecursionlimit()
    with cases.repeatable(6):
        yield
    sys.setrecursionlimit(kept)


def ask(source: str, **asked: Any) -> Verdict:
    return check.engine(made(source), practice=True, **{"by_hand": False, **asked})


def named(verdict: Verdict) -> tuple[str, ...]:
    return verdict.diagnosis.mistakes if verdict.diagnosis else ()


# Right


@pytest.mark.parametrize("style", RIGHT)
def test_is_a_right_engine_of_any_style_right(style: str) -> None:
    for backwards in (1, 2):
        assert ask(RIGHT[style], of=check.expressions(12), backwards=backwards), style
    assert ask(RIGHT[style], of=check.expressions(23, kind="rules"))
    assert ask(RIGHT[style], of=check.expressions(1, kind="chain"))
    assert ask(RIGHT[style], of=check.expressions(2, kind="doubling"))


def test_are_an_expression_its_numbers_and_several_cases_taken_as_they_are_written() -> None:
    assert ask(HONEST, **SMALL).points == 3
    assert ask(HONEST, of=lambda a, b: a / b - 2**2 * a, at=[(2.0, 3.0), (1, -4.5)]).points == 6
    assert ask(HONEST, of=lambda a: 3 / a, at=0.1).points == 2
    assert (
        ask(HONEST, of=lambda w, x: sum(a * b for a, b in zip(w, x, strict=True)), at=([1.0, 2.0], [3.0, 4.0])).points
        == 5
    )
    assert ask(HONEST, of=lambda a, b: (a + b) * a, at=(torch.tensor(2.0), 3)).points == 3


def test_may_an_unused_leaf_have_no_gradient() -> None:
    none = HONEST.replace("self.data, self.grad = data, 0.0", "self.data, self.grad = data, None").replace(
        "parent.grad += slope * value.grad", "parent.grad = (parent.grad or 0.0) + slope * value.grad"
    )
    assert ask(none, of=lambda a, b: a * 2 + 1, at=(2.0, 3.0))
    stray = HONEST.replace("self.grad = 1.0", "self.grad = 1.0\n        MADE[1].grad = 7.0")
    kept = stray.replace("= data, 0.0", "= data, 0.0; MADE.append(self)") + "\nMADE = []"
    assert "7" in str(ask(kept, of=lambda a, b: a * 2 + 1, at=(2.0, 3.0)))


# Wrong


def tasks(mistake: str) -> dict[str, Any]:
    if mistake in ("stale_gradients", "leaves_reset"):
        return {"of": check.expressions(12), "backwards": 2}
    errors = ("operator_missing", "number_not_wrapped", "reflected_swapped", "wrong_local_rule")
    return {"of": check.expressions(23, kind="rules") if mistake in errors else check.expressions(12)}


@pytest.mark.parametrize("wrong", WRONG)
def test_is_a_mistake_of_engines_named(wrong: str) -> None:
    mistake = WRONG[wrong][0]
    verdict = ask(text(wrong), **tasks(mistake))
    assert named(verdict) == (mistake,), verdict


@pytest.mark.parametrize("wrong", [wrong for wrong, (mistake, _) in WRONG.items() if mistake == "wrong_local_rule"])
def test_is_a_wrong_rule_named_in_a_random_graph_as_well(wrong: str) -> None:
    assert named(ask(text(wrong), of=check.expressions(12))) == ("wrong_local_rule",)


@pytest.mark.parametrize("source", [PATHS, QUEUE])
def test_is_an_engine_that_walks_each_path_anew_stopped_and_named(source: str) -> None:
    verdict = ask(source, of=check.expressions(1, kind="doubling"))
    assert verdict.outcome is Outcome.WRONG
    assert named(verdict) == ("exponential_revisits",)
    assert "x + x put in the place of x, 40 times over" in str(verdict)


def test_is_a_recursion_that_is_too_deep_named_and_one_with_room_enough_right() -> None:
    chain = check.expressions(1, kind="chain")
    verdict = ask(RECURSIVE, of=chain)
    assert named(verdict) == ("recursion_too_deep",)
    assert verdict.outcome is Outcome.COULD_NOT_RUN
    assert ask(RECURSIVE, of=check.expressions(6))
    sys.setrecursionlimit(3000)  # what IPython's completer makes of it: nobody's choice
    assert named(ask(RECURSIVE, of=chain)) == ("recursion_too_deep",)
    assert sys.getrecursionlimit() == 3000
    assert ask(RAISED, of=chain)


def test_is_the_smallest_expression_that_fails_shown() -> None:
    verdict = ask(text("replaced"), of=check.expressions(8))
    assert verdict.mismatch is not None
    assert "random graph" not in verdict.mismatch.where
    assert len(verdict.mismatch.at) <= 2
    says = str(ask(text("replaced"), **SMALL))
    assert "At a = 2 and b = 3, the gradient of a·b + a with respect to a is 4; yours is 3." in says


def test_does_the_exercise_s_own_wrong_engine_come_first() -> None:
    wrong = {"clamped": made(text("replaced"))}
    assert named(ask(text("replaced"), of=check.expressions(4), mistakes=wrong)) == ("clamped",)


def test_is_a_coincidence_not_named() -> None:
    strange = HONEST.replace("parent.grad += slope * value.grad", "parent.grad += slope * value.grad + 0.001")
    assert named(ask(strange, of=check.expressions(6))) == ()


# Anything


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("self.grad = 1.0", "self.grad = float('nan')", "yours is nan"),
        ("self.grad = 1.0", "self.grad = 1.0; self.data = '2'", "yours is a string"),
        ("self.grad = 1.0", "self.grad = 1.0; self.data = 10**4000", "yours is inf"),
        ("self.grad = 1.0", "self.grad = 1.0; self.data = None", "yours is None"),
        ("self.grad = 1.0", "raise SystemExit", "SystemExit"),
        ("self.grad = 1.0", "raise BaseException('oh')", "BaseException: oh"),
        ("self.grad = 1.0", "del self.data", "AttributeError"),
        ("self.grad = 1.0", "return\n        self.grad = 1.0", "yours is 0"),
        ("    def backward", "    def forward", "no attribute 'backward'"),
        ("self.grad = 1.0", "Value.__mul__ = None", "with respect to"),
        ("self.grad = 1.0", "self.backward()", "RecursionError"),
        ("    def backward", "    def __del__(self):\n        raise OSError\n\n    def backward", "Right"),
        ("    def backward", "    def __float__(self):\n        return 9.0\n\n    def backward", "Right"),
        ("self.grad = 1.0", "self.data = type('N', (), {'__float__': lambda s: 8.0})()", "yours is a N"),
        ("    def backward", "    def __eq__(self, other):\n        return True\n\n    def backward", "unhashable"),
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_is_there_a_verdict_in_words_whatever_the_engine_does(old: str, new: str, says: str) -> None:
    assert says in str(ask(HONEST.replace(old, new), **SMALL))


def test_is_a_stub_not_attempted() -> None:
    stub = "class Value:\n    def __init__(self, data):\n        self.data = data\n    def __add__(self, other):\n"
    for body in ("        raise NotImplementedError", "        raise NotImplementedError('not yet')"):
        assert ask(stub + body, of=lambda a, b: a + b, at=(1.0, 2.0)).outcome is Outcome.NOT_ATTEMPTED


def test_does_an_interrupt_go_through() -> None:
    with pytest.raises(KeyboardInterrupt):
        ask(HONEST.replace("self.grad = 1.0", "raise KeyboardInterrupt"), **SMALL)
    assert sys.getprofile() is None


def test_is_a_hook_that_was_there_before_there_afterwards() -> None:
    def hook(*_: object) -> None:
        return None

    sys.setprofile(hook)
    try:
        ask(HONEST, **SMALL)
        kept = sys.getprofile()
    finally:
        sys.setprofile(None)
    assert kept is hook


# By hand


def test_is_an_engine_in_pure_python_by_hand() -> None:
    for source in RIGHT.values():
        assert pure._breach(source) is None
    assert check.engine(made(HONEST), of=check.expressions(4), practice=True)


@pytest.mark.parametrize(
    "line",
    [
        "import torch",
        "from torch import tensor",
        "import numpy.ctypeslib",
        "import os",
        "import importlib",
        "from autograder import check",
        "from helper import Value",
        "from . import x",
        "import sys as s",
        "from sys import modules",
        "x = sys",
        "x = sys.modules['torch']",
        "x = torch.ones(1)",
        "x = check.torch",
        "x = np.os",
        "exec('x')",
        "[exec for exec in [0]]; exec('x')",
        "take = getattr",
        "getattr(x, 'to' + 'rch')",
        "getattr(x, '__globals__')",
        "x.__globals__",
        "x.__class__.__base__",
        "().__class__.__subclasses__()",
        "match x:\n    case object(__globals__=y):\n        pass",
        "sys._getframe()",
        "from operator import attrgetter",
        "get_ipython()",
        "typing.get_type_hints(Value)",
        "np.load('beside.npy', allow_pickle=True)",
    ],
)
def test_is_what_is_not_pure_python_found(line: str) -> None:
    assert pure._breach(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "import sys\nsys.setrecursionlimit(10**6)",
        "from sys import setrecursionlimit",
        "other = getattr(other, 'data', other)",
        "setattr(self, 'grad', 0.0)",
        "Value.__radd__ = Value.__add__",
        "class Node:\n    __slots__ = ('data',)\n    def __repr__(self): return f'{self.__class__.__name__}'",
        "def explore(open):\n    while open: open.pop()",
        "from __future__ import annotations\nfrom typing import Self\nfrom functools import cached_property, reduce",
        "import heapq, itertools, math as m\nx = m.exp(2) + v._prev",
        "if __name__ == '__main__': pass",
    ],
)
def test_is_ordinary_python_left_alone(line: str) -> None:
    assert pure._breach(line) is None


WRAPPED = """
class Value:
    def __init__(self, data):
        self.t = data if not isinstance(data, (int, float)) else TORCH.tensor(float(data)).double().requires_grad_()
    data = property(lambda self: self.t.item())
    grad = property(lambda self: self.t.grad.item())
    def __add__(self, other): return Value(self.t + other.t)
    def __mul__(self, other): return Value(self.t * other.t)
    def backward(self): self.t.backward()
"""


def test_is_torch_in_disguise_right_where_it_may_be_used_and_found_where_not() -> None:
    disguised = WRAPPED.replace("TORCH", "__import__('torch')")
    assert ask(disguised, **SMALL)
    for source in (disguised, "import torch as t\n" + WRAPPED.replace("TORCH", "t")):
        verdict = ask(source, **SMALL, by_hand=True)  # a text that can't be read here: it is listened to
        assert verdict.breach is not None
        assert "pure Python" in verdict.breach.rule


# Expressions


def test_do_random_expressions_hold_what_they_promise() -> None:
    for drawn in check.expressions(12):
        parents = [parent for step in drawn.steps for parent in step.parents()]
        twice = {parent for parent in parents if parents.count(parent) > 1}
        assert min(twice) < len(drawn.numbers) <= max(twice)
        assert drawn.used().count(False) == 1
        found = truth.of(drawn)
        assert all(map(math.isfinite, (found.value, *found.gradients)))
    chain, double = check.expressions(1, kind="chain")[0], check.expressions(1, kind="doubling")[0]
    assert len(chain.steps) == 2000
    assert all(0.05 < abs(entry) < 1e4 for entry in truth.of(chain).gradients)
    assert truth.of(double).gradients == (1.0,)
    rules = [drawn.steps[0].operation for drawn in check.expressions(7, kind="rules")]
    assert rules == ["add", "mul", "pow", "exp", "log", "sigmoid", "relu"]


def test_are_the_same_expressions_drawn_where_a_grading_is_repeated() -> None:
    def drawn() -> list[Expression]:
        with cases.repeatable(8):
            return check.expressions(5)

    assert drawn() == drawn()
    assert check.expressions(5) != check.expressions(5)


def test_is_what_is_counted_the_same_for_other_draws() -> None:
    points = [ask(HONEST, of=check.expressions(6)).points for _ in range(2)]
    assert points[0] == points[1]


@pytest.mark.parametrize(
    ("of", "says"),
    [
        (lambda a, b: a * b + a, "a·b + a"),
        (lambda a, b: (a + b) * (a - b), "(a + b)·(a − b)"),
        (lambda a, b: a - (b - 2), "a − (b − 2)"),
        (lambda a, b: (a * b) * (a * b), "a·b·(a·b)"),
        (lambda a, b: (lambda c: c * c + a)(a + b), "u·u + a with u = a + b"),
        (lambda a, b: 2 / a**2 - (-b) ** -1, "2/a² − (−b)⁻¹"),
        (lambda a, b: (a * 0.5).exp().log() + b.relu() ** 1.5, "log(exp(a·0.5)) + relu(b)^1.5"),
        (lambda a, b: a / (a / b) * -2, "a/(a/b)·(−2)"),
    ],
)
def test_is_an_expression_written_as_people_write_it(of: Any, says: str) -> None:
    assert str(tape.record(of, (2.0, 3.0))) == says


@pytest.mark.parametrize(
    ("of", "at", "says"),
    [
        (lambda a: a > 0, 1.0, "no numbers to look at"),
        (lambda a: torch.exp(a), 1.0, "Symbol"),
        (lambda a, b: a**b, (1.0, 2.0), "exponent is a plain number"),
        (lambda a: 3.0, 1.0, "made from its arguments"),
        (lambda a: a + "1", 1.0, "meets a str"),
        (lambda a: a, None, "at which numbers"),
        (3, 1.0, "is a function of values"),
    ],
)
def test_is_an_author_told_what_can_t_be_an_expression(of: Any, at: Any, says: str) -> None:
    with pytest.raises(TypeError, match=says):
        check.engine(made(HONEST), of=of, at=at, practice=True)


def test_does_an_expression_bring_its_own_numbers() -> None:
    with pytest.raises(TypeError, match="brings its own numbers"):
        check.engine(made(HONEST), of=check.expressions(1), at=1.0)
    with pytest.raises(ValueError, match="mixed, chain, doubling, rules"):
        check.expressions(3, kind="deep")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="2 leaves"):
        Expression(("a", "b"), (1.0, 2.0), (Step("add", (At(0), At(1))),), 2)(1.0)


def test_is_closure_style_by_hand_for_a_graph_that_is_deep() -> None:
    assert ask(CLOSURES, of=check.expressions(1, kind="chain"), backwards=2, by_hand=True)
