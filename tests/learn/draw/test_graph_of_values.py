"""The graph of a learner's own engine: is it drawn as a tensor's is, and does a half-finished engine get a sentence?"""

from __future__ import annotations

import re
from typing import Any

import pytest
import torch
from small_engine import Cell

from autograder.learn.draw.graphs import graph
from autograder.learn.draw.steps import backward_strip, steps
from autograder.learn.trace import NoGraph, Role, trace


def expression() -> tuple[Cell, Cell, Cell]:
    a, b = Cell(2.0), Cell(-3.0)
    return a, b, a * b + a


def test_is_a_value_drawn_exactly_as_a_tensor_is() -> None:
    a, b, c = expression()
    x, y = (torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in (2.0, -3.0))
    z = x * y + x
    for value in (a, b, c, *c.parents):
        value.grad = None
    ours, torchs = graph(c, a=a, b=b, c=c), graph(z, a=x, b=y, c=z)
    without_values = re.sub(r"mul = −6", "mul", ours.says).replace("Graph of your engine", "Autograd graph")
    assert without_values == torchs.says
    assert ours.svg.count("<rect") == torchs.svg.count("<rect")


def test_are_values_gradients_and_slopes_shown() -> None:
    a, b, c = expression()
    a.grad = -2.0
    says = graph(c, a=a, b=b, c=c).says
    assert says.startswith("Graph of your engine with 2 leaves: a = 2 (gradient −2) and b = −3 (gradient 0).")
    assert "dmul/da = −3 and dmul/db = 2" in says


def test_are_the_callers_variables_its_names() -> None:
    first, second, result = expression()
    assert "The root result = −4" in graph(result).says
    assert [leaf.name for leaf in trace(result, {"first": first, "second": second}).leaves] == ["first", "second"]


def test_are_leaves_called_by_their_place_in_a_neuron() -> None:
    class Neuron:
        def __init__(self) -> None:
            self.w, self.b = [Cell(1.0), Cell(2.0)], Cell(0.5)

    neuron = Neuron()
    out = neuron.w[0] * 3.0 + neuron.w[1] * 4.0 + neuron.b
    assert {leaf.name for leaf in trace(out, {"neuron": neuron}).leaves} == {
        "neuron.w[0]",
        "neuron.w[1]",
        "neuron.b",
        "",
    }


@pytest.mark.parametrize("holder", [tuple, list, set, frozenset])
def test_may_parents_be_held_in_any_way(holder: Any) -> None:
    _, _, c = expression()
    c.parents = holder(c.parents)
    assert len(trace(c).nodes) == 4


def test_is_a_set_of_parents_drawn_in_one_order() -> None:
    pictures = set()
    for _ in range(8):
        root = Cell(0.0, operation="sum")
        root.parents = {Cell(float(number)) for number in range(6)}
        pictures.add(graph(root).svg)
    assert len(pictures) == 1


def test_is_a_leaf_alone_said_to_have_no_graph() -> None:
    alone = Cell(2.0)
    assert graph(alone).says == "alone = 2: no graph was recorded behind it."
    with pytest.raises(NoGraph, match="alone is a leaf"):
        backward_strip(alone)


def test_is_a_deep_graph_no_trouble_to_print() -> None:
    end = Cell(1.0)
    for _ in range(3000):
        end = end * 0.999
    assert len(repr(trace(end).root)) < 2000


def test_do_the_steps_end_with_torchs_gradients() -> None:
    a, b, c = expression()
    root = (c * a).exp()
    x, y = (torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in (2.0, -3.0))
    expected = torch.autograd.grad(torch.exp((x * y + x) * x), (x, y))
    last = {step.edge.source.name: step.after for step in steps(trace(root, {"a": a, "b": b}))}
    torch.testing.assert_close((last["a"], last["b"]), expected)


def test_is_a_leaf_read_many_times_one_leaf() -> None:
    a = Cell(3.0)
    total = a
    for _ in range(3):
        total = total * a
    assert len(trace(total).leaves) == 1
    assert "dtotal/da = 108" in backward_strip(total).says


def test_is_a_chain_of_two_thousand_no_trouble() -> None:
    a = Cell(1.0)
    end = a
    for _ in range(2000):
        end = end * 0.999
    says = graph(end, a=a, end=end).says
    assert "1,999 nodes in a row, folded into one box: mul from a and 1,999 unnamed leaves" in says


def test_is_a_circle_refused_in_words() -> None:
    a, _, c = expression()
    a.parents = (c,)
    with pytest.raises(NoGraph, match="goes round in a circle"):
        graph(c)
    a.parents = (a,)
    with pytest.raises(NoGraph, match="goes round in a circle"):
        graph(a)


def test_is_an_engine_without_slopes_drawn_and_its_pass_refused_in_words() -> None:
    _, _, c = expression()
    del c.slopes
    assert "by add from" in graph(c).says
    with pytest.raises(NoGraph, match="not as many slopes as parents"):
        backward_strip(c)


@pytest.mark.parametrize(
    ("parents", "words"),
    [
        (Cell(1.0), "written with a comma"),
        ((2.0,), "Among the parents of the value made by 'add' is a float"),
        (7, "are an int, and not a tuple"),
    ],
)
def test_are_wrong_parents_named(parents: Any, words: str) -> None:
    _, _, c = expression()
    c.parents = parents
    with pytest.raises(NoGraph, match=words):
        graph(c)


def test_is_data_that_is_no_number_still_drawn() -> None:
    broken = Cell("hello", (Cell(1.0),), (1.0,), "exp")
    assert "root" in graph(broken).says
    with pytest.raises(NoGraph, match="is not a number"):
        backward_strip(broken)


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (None, "this is None"),
        (Cell, "the class Cell itself"),
        (3.0, "a float, which has no history"),
        ([1, 2], "a list of 2"),
        (torch.zeros(2).numpy(), "an ndarray, which has no history"),
        (torch.sin, "this is a function: call it"),
        ("x", "this is a str"),
    ],
)
def test_is_what_has_no_graph_refused_by_what_it_is(thing: Any, words: str) -> None:
    for figure in (graph, backward_strip):
        with pytest.raises(NoGraph, match=words):
            figure(thing)


def test_is_an_engine_without_parents_told_what_is_missing() -> None:
    class Half:
        data, grad = 1.0, 0.0

    with pytest.raises(NoGraph, match=r"this Half has no \.parents"):
        graph(Half())


def test_is_the_error_one_line_in_a_notebook() -> None:
    assert NoGraph("What to do.")._render_traceback_() == ["What to do."]


def test_has_every_node_its_role() -> None:
    _, _, c = expression()
    assert [node.role for node in trace(c).nodes] == [Role.LEAF, Role.LEAF, Role.INTERMEDIATE, Role.ROOT]
