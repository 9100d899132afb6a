"""Large graphs: do long runs fold, is what is left out said, and is nothing on top of anything else?"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
import torch

from autograder.learn.draw import folds, graphs
from autograder.learn.draw.graphs import Plan, graph, plan
from autograder.learn.draw.steps import backward_strip, steps
from autograder.learn.trace import trace


def leaf(value: float | list[float]) -> torch.Tensor:
    return torch.tensor(value, requires_grad=True)


def chain(x: torch.Tensor, links: int) -> torch.Tensor:
    for _ in range(links):
        x = torch.sin(x)
    return x


def neurons_loss() -> tuple[torch.Tensor, dict[str, Any]]:
    """Five squares of one neuron: some thirty nodes, w and b read by five of them each."""
    w, b = leaf(1.0), leaf(0.5)
    total = torch.zeros(())
    for place in range(5):
        total = total + (torch.tanh(w * float(place + 1) + b) - 0.3) ** 2
    return total, {"w": w, "b": b, "total": total}


def drawn(root: torch.Tensor, **names: torch.Tensor) -> Plan:
    return plan(folds.readable(trace(root, names)))


@pytest.mark.parametrize(("links", "boxes"), [(3, 4), (5, 6), (6, 3), (2000, 3)])
def test_does_a_run_fold_once_it_is_longer_than_four(links: int, boxes: int) -> None:
    assert len(drawn(chain(leaf(0.5), links)).graph.nodes) == boxes


def test_does_a_fold_say_how_many_which_and_their_product() -> None:
    x = leaf(1.5)
    z = x
    for _ in range(2000):
        z = z * 0.999
    shown = graph(z, x=x, z=z)
    (slope,) = torch.autograd.grad(z, x)
    assert "… 1,999 × mul" in shown.svg
    assert f"×{float(slope) / 0.999:.3g} in all" in shown.svg
    assert "1,999 nodes in a row, folded into one box: mul from x" in shown.says


def test_does_a_node_with_a_name_stay_out_of_the_fold() -> None:
    x = leaf(0.5)
    h = chain(x, 6)
    z = chain(h, 6)
    names = [node.name for node in drawn(z, x=x, h=h, z=z).graph.nodes]
    assert names == ["x", "", "h", "", "z"]


def test_does_fold_false_open_the_run() -> None:
    shown = graph(chain(leaf(0.5), 9), fold=False)
    assert "folded" not in shown.says
    assert shown.svg.count(">sin") == 9


def test_do_doublings_fold_with_both_their_edges() -> None:
    x = leaf(1.0)
    z = x
    for _ in range(40):
        z = z + z
    (folded,) = [node for node in drawn(z, x=x, z=z).graph.nodes if node.folded]
    assert folded.inputs[0].local == 2.0**39


def test_is_a_folded_run_one_step_with_the_same_gradient() -> None:
    x = leaf(0.5)
    z = torch.exp(chain(x, 30)) + x
    (expected,) = torch.autograd.grad(z, x, retain_graph=True)
    found = steps(folds.readable(trace(z, {"x": x, "z": z})))
    assert len(found) == 3
    torch.testing.assert_close(found[-1].after, expected)


def test_is_a_folded_run_of_vectors_stepped_through() -> None:
    x = leaf([0.5, 1.0, 2.0])
    z = chain(x, 10).sum()
    (expected,) = torch.autograd.grad(z, x, retain_graph=True)
    torch.testing.assert_close(steps(folds.readable(trace(z)))[-1].after, expected)


def test_is_a_freed_chain_still_folded_and_marked() -> None:
    x = leaf(0.5)
    z = chain(x, 50)
    z.backward()
    assert "saved values in it are freed" in graph(z).says


@pytest.mark.parametrize("kind", ["recurrent", "wide", "sum"])
def test_is_a_graph_of_thousands_readable_and_quick(kind: str) -> None:
    x, w = leaf(0.3), leaf(0.9)
    z = x
    if kind == "recurrent":
        for _ in range(700):
            z = torch.tanh(w * z + x)
    elif kind == "wide":
        z = torch.stack([x * float(place) for place in range(2000)]).sum()
    else:
        for place in range(700):
            z = z + (w * float(place) + x) ** 2
    began = time.process_time()
    shown = graph(z, x=x, w=w, z=z)
    assert time.process_time() - began < 3
    assert re.search(r"[\d,]+ more nodes are left out of the picture", shown.says)
    assert 10 < len(drawn(z, x=x, w=w, z=z).graph.nodes) <= folds.KEPT + 1
    assert "left out" in backward_strip(z, x=x, w=w, z=z).says


def test_does_nothing_that_is_drawn_come_before_what_is_left_out() -> None:
    x, w = leaf(0.3), leaf(0.9)
    z = x
    for _ in range(100):
        z = torch.tanh(w * z + x)
    nodes = list(folds.readable(trace(z, {"w": w})).nodes)
    for place, node in enumerate(nodes):
        assert all(nodes.index(edge.source) < place for edge in node.inputs)


def ten_squares() -> tuple[torch.Tensor, dict[str, Any]]:
    """x·x ten times: twenty lines leave one leaf."""
    x = leaf(3.0)
    return sum((x * x for _ in range(10)), torch.zeros(())), {"x": x}


@pytest.mark.parametrize("make", [neurons_loss, ten_squares])
def test_do_no_boxes_and_no_labels_overlap_in_a_large_graph(
    make: Callable[[], tuple[torch.Tensor, dict[str, Any]]],
) -> None:
    root, names = make()
    planned = drawn(root, **names)
    assert len(planned.graph.nodes) > 20
    wide, high = planned.geometry.width, planned.geometry.height
    boxes = [(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2) for x, y in planned.centres.values()]
    labels = [line.label for line in planned.lines.values() if line.label.words]
    places = boxes + [(label.left, label.top, label.right, label.bottom) for label in labels]
    for (left, top, right, bottom), (west, north, east, south) in combinations(places, 2):
        assert left >= east or west >= right or top >= south or north >= bottom


def test_is_a_deep_graph_drawn_downwards_and_a_small_one_across() -> None:
    assert not drawn(chain(leaf(0.5), 4)).geometry.down
    root, names = neurons_loss()
    assert drawn(root, **names).geometry.down


def test_are_edges_that_come_often_drawn_as_one() -> None:
    shown = graph(torch.cat([leaf([1.0, 2.0])] * 12))
    assert shown.svg.count("marker-end") == 1
    assert ">12 edges<" in shown.svg
    assert "(12 times)" in shown.says


def test_are_unnamed_nodes_numbered_alike_in_picture_and_words() -> None:
    x = leaf(2.0)
    shown = graph(torch.exp(torch.exp(x)) * torch.exp(x), x=x)
    for name in ("exp₁", "exp₂", "exp₃"):
        assert f">{name}<" in shown.svg
        assert name in shown.says


def test_does_a_long_name_stay_in_its_box() -> None:
    a_name_that_is_much_longer_than_any_box_could_be = leaf(2.0)
    shown = graph(a_name_that_is_much_longer_than_any_box_could_be * 2)
    assert "a_name_that_is_much_longer_than_any_box_could_be" in shown.says
    assert re.search(r">a_name_that[a-z_]*…<", shown.svg)


def test_is_the_legend_of_what_the_picture_has() -> None:
    x = leaf(2.0)
    z = torch.exp(x * 2)
    assert ">root<" in graph(z).svg
    assert ">saved values freed<" not in graph(z).svg
    z.backward()
    assert ">saved values freed<" in graph(z).svg


def test_is_a_large_picture_the_same_bytes_twice() -> None:
    root, names = neurons_loss()
    assert graph(root, **names).svg == graph(root, **names).svg


def test_are_parameters_called_by_their_place_in_the_module() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
    says = graphs.graph(model(torch.ones(2)).sum()).says
    assert "model.0.weight" in says
    assert "model.2.bias" in says
