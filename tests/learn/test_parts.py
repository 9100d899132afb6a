"""The parts of an engine (`learn/parts`): is what is lent as good as torch, and what is said of a part true?

That every slip is named and every right answer accepted is for the corpus of assignment 08 to say.
"""

from __future__ import annotations

import builtins
import inspect
import math
import pydoc
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
import torch

from autograder import check, parts
from autograder.learn import cases, probes
from autograder.learn.parts import Lent, Piece, beside, pieces
from autograder.learn.verdict import Verdict

LENT: dict[str, Callable[[Any, Any], Any]] = {
    "plus": lambda a, b: a + b + 2 + (3 + a),
    "minus": lambda a, b: a - b - 2 - (3 - a),
    "times": lambda a, b: a * b * 2 * (3 * a),
    "over": lambda a, b: a / b / 2 + 3 / a,
    "power": lambda a, b: a**3 + b**-0.5,
    "unary": lambda a, b: (-a).exp() + b.log() + a.sigmoid() + (a - 5).relu() + b.relu(),
}


@pytest.fixture(autouse=True)
def same_numbers() -> Iterator[None]:
    with cases.repeatable(8):
        yield


def asked(part: Any, by: Callable[..., Any], at: list[tuple[Any, ...]]) -> Verdict:
    return check.value(by, like=part.torchs, mistakes=part.slips, at=at, give="float", practice=True)


def named(verdict: Verdict) -> tuple[str, ...]:
    return verdict.diagnosis.mistakes if verdict.diagnosis else ()


# What is lent


@pytest.mark.parametrize("name", LENT)
def test_has_a_lent_value_the_value_and_the_slopes_of_torch(name: str) -> None:
    a, b = Lent(1.5), Lent(0.5)
    found = LENT[name](a, b)
    found.backward()
    x, y = (torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in (1.5, 0.5))
    true = LENT[name](x, y)
    assert found.data == true.item()
    assert (a.grad, b.grad) == pytest.approx([slope.item() for slope in torch.autograd.grad(true, (x, y))])


def test_do_lent_leaves_accumulate_and_do_their_numbers_move() -> None:
    a = Lent(2.0)
    assert a.grad == 0.0
    for _ in range(2):
        (a * a).backward()
    assert a.grad == 8.0
    a.data -= 0.5
    a.grad = 0.0
    (a * a).backward()
    assert (a.data, a.grad) == (1.5, 3.0)


def test_are_pieces_what_their_rows_say() -> None:
    first, second = pieces([((), ()), ((0, 0), (2.0, 1.5))])
    assert second.parents == (first, first)
    assert (first.data, second.data, second.slopes, second.grad) == (1.0, 3.5, (2.0, 1.5), 0.0)
    assert (first.operation, second.operation, repr(second)) == ("", "sum", "n1")


@pytest.mark.parametrize("lent", [Lent, Piece, pieces])
def test_does_help_say_how_it_is_used(lent: object) -> None:
    text = pydoc.plain(pydoc.render_doc(lent))
    assert any(
        line.lstrip(" |").startswith(("a, b = Lent(", "a = Piece(", "first, second = ")) for line in text.splitlines()
    )


# What goes to the student's process


@pytest.fixture
def sent() -> dict[str, Any]:
    """The looks as they arrive there: made of their text, with nothing of the notebook's."""
    return {**arrived(beside.passes), **arrived(beside.loss)}


def arrived(look: Callable[..., Any]) -> dict[str, Any]:
    names: dict[str, Any] = {"__builtins__": dict(vars(builtins)), "__name__": "beside"}
    exec(probes.text_of(look), names)
    return names


def test_does_the_text_that_is_sent_stand_alone(sent: dict[str, Any]) -> None:
    assert sent["passes"](lambda line: None, [((), ()), ((0,), (2.0,))], [0, 1], 1) == [0.0, 0.0]
    assert sent["loss"](lambda w, b, x, y: w[0] * x[0] + b, [2.0], 1.0, [3.0], 0.0) == {
        "loss": 7.0,
        "weights": [3.0],
        "bias": 1.0,
    }


@pytest.mark.parametrize(
    ("look", "with_it", "without"),
    [
        (beside.memory, {"memory"}, {"Piece", "Lent", "torch"}),
        (beside.order, {"Counted", "Piece", "Kind", "TooOften", "MOST", "functools"}, {"Lent", "torch"}),
        (beside.in_turn, {"Lent", "Kind", "EXPRESSIONS", "torch"}, {"Piece", "sys"}),
    ],
)
def test_does_a_look_bring_what_it_leans_on_and_no_more(
    look: Callable[..., Any], with_it: set[str], without: set[str]
) -> None:
    names = arrived(look).keys()
    assert with_it <= names
    assert without & names == set()


def test_is_a_value_of_the_sent_class_one_of_the_notebook_s(sent: dict[str, Any]) -> None:
    theirs = sent["Lent"](2.0)
    assert isinstance(theirs, Lent)
    assert isinstance(Lent(2.0), sent["Lent"])
    assert not isinstance(Piece(), Lent)
    assert not isinstance(2.0, Lent)
    assert (theirs * Lent(3.0) + Lent(1.0)).data == 7.0


def test_is_nothing_expected_in_the_text_that_is_sent() -> None:
    """What is true stands in the other modules, which never cross."""
    text = inspect.getsource(beside)
    assert "torchs" not in text
    assert "torch.autograd" not in text


# What is true


@pytest.mark.parametrize("part", [parts.rules, parts.nodes, parts.stale, parts.neurons, parts.training])
def test_has_every_part_the_same_face(part: ModuleType) -> None:
    assert callable(part.torchs)
    assert all(
        callable(model) for wrong in part.slips.values() for model in (wrong if isinstance(wrong, list) else [wrong])
    )


def test_are_the_slopes_of_a_line_those_of_torch_after_any_number_of_passes() -> None:
    line = parts.passes.over({"a square": ([((), ()), ((0, 0), (2.0, 1.5))], (0, 1))})
    assert [line.torchs("a square", passes) for passes in (1, 2)] == [{"n0": 3.5, "n1": 1.0}, {"n0": 7.0, "n1": 1.0}]


def test_is_a_pass_that_forgets_to_add_told_so() -> None:
    rows = [((), ()), ((0,), (2.0,)), ((0, 1), (1.0, 3.0))]
    lines = parts.passes.over({"two ways": (rows, (0, 1, 2))})

    def overwriting(order: list[Any]) -> None:
        order[-1].grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad = slope * node.grad

    assert named(asked(lines, lines.by(overwriting), [("two ways", 1)])) == ("overwritten_not_added",)


@pytest.mark.parametrize(
    ("graph", "more"),
    [
        ([(), (0,)], set()),
        (parts.orders.chain(1000), set()),
        (parts.orders.chain(1001), {"recursion_too_deep"}),
        (parts.orders.doubling(40), {"exponential_revisits"}),
        (parts.orders.doubling(1001), {"recursion_too_deep", "exponential_revisits"}),
    ],
    ids=["small", "not deeper than Python", "deep", "wide", "both"],
)
def test_is_what_only_a_large_graph_shows_named_only_there(graph: Any, more: set[str]) -> None:
    slips = parts.orders.over({"it": graph}).slips
    assert slips.keys() & {"recursion_too_deep", "exponential_revisits"} == more


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda root: [*dict.fromkeys(root.parents), root], "each node once, after its parents"),
        (lambda root: [*root.parents, root], "a node twice (in a square)"),
        (lambda root: [root], "not every node (in a square)"),
        (lambda root: [root, root.parents[0]], "a node before one of its parents (in a square)"),
        (lambda root: [root, 3], "something that is no node of the graph (in a square)"),
        (lambda root: None, "no list (in a square)"),
        (
            lambda root: [[node.parents for _ in range(999)] for node in [root]],
            "parents asked for again and again (in a square)",
        ),
    ],
)
def test_is_what_is_said_of_a_list_true(answer: Callable[[Any], Any], said: str) -> None:
    graphs = parts.orders.over({"a square": [(), (0, 0)]})
    assert graphs.by(answer)(["a square"]) == said
    assert graphs.good(["a square"]) == "each node once, after its parents"


def test_does_an_unknown_operation_or_expression_say_which() -> None:
    with pytest.raises(KeyError, match="sinh"):
        parts.rules.torchs("sinh", 1.0)
    with pytest.raises(KeyError, match="a − b"):
        parts.stale.torchs(1.0, 2.0, 3.0, ["a − b"], [0.0, 0.0, 0.0])


def test_is_a_rule_by_hand_that_asks_the_package_found_out() -> None:
    def local_rule(operation: str, a: float, b: float | None = None) -> Any:
        return parts.rules.torchs(operation, a, b)

    verdict = check.value(
        local_rule, like=parts.rules.torchs, by_hand=True, give="float", at=[("exp", 1.0)], practice=True
    )
    assert not verdict
    assert verdict.breach is not None


def test_is_a_loss_from_far_out_finite_in_what_is_true() -> None:
    far = parts.neurons.torchs([1000.0], 0.0, [1.0], 0.0)
    assert math.isclose(far["loss"], 1000.0)
    assert far["weights"] == [1.0]
