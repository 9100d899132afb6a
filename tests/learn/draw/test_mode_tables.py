"""Do the table and the drawing say what each mode does, and are they found out rather than typed?"""

from __future__ import annotations

import pytest
import torch

from autograder.learn.draw import mode_probes
from autograder.learn.draw.mode_probes import DETACH, FLAG, INFERENCE, MODES, NO_GRAD, RECORDING
from autograder.learn.draw.mode_tables import mode, modes


def square(x: torch.Tensor) -> torch.Tensor:
    return x**2


def flat(x: torch.Tensor) -> torch.Tensor:
    return x.view(-1)


@pytest.mark.parametrize(
    ("name", "requires_grad", "x_requires_grad"),
    [
        (RECORDING, True, True),
        (FLAG, False, False),
        (DETACH, False, True),
        (NO_GRAD, False, True),
        (INFERENCE, False, True),
    ],
)
def test_who_requires_grad_afterwards(name: str, requires_grad: bool, x_requires_grad: bool) -> None:
    found = mode_probes.finding(square, 3.0, name)
    assert (found.requires_grad, found.x_requires_grad) == (requires_grad, x_requires_grad)


def test_which_result_may_not_be_saved_or_changed() -> None:
    refused = {found.mode for found in mode_probes.findings(square, 3.0) if found.later and found.in_place}
    assert refused == {INFERENCE}


def test_which_gradients_come_back() -> None:
    found = {entry.mode: entry.gradient for entry in mode_probes.findings(square, 3.0)}
    assert str(found[RECORDING]) == "tensor(6.)"
    assert [found[name] for name in MODES[1:]] == [None] * 4


def test_is_a_change_of_a_view_seen_in_x() -> None:
    found = {entry.mode: entry for entry in mode_probes.findings(flat, [3.0, 1.0])}
    assert all(entry.shares_storage for entry in found.values())
    assert found[DETACH].changes_x
    assert found[RECORDING].in_place


def test_does_a_saved_output_changed_in_place_count_as_raising() -> None:
    found = mode_probes.finding(torch.exp, 1.0, RECORDING)
    assert "modified by an inplace operation" in found.in_place


def test_does_an_unknown_mode_say_which_there_are() -> None:
    with pytest.raises(ValueError, match=r"no_grad\(\), inference_mode\(\)"):
        mode_probes.run(square, 3.0, "eval()")


def test_is_the_table_one_that_a_screen_reader_can_walk() -> None:
    table = modes(square, at=3.0).svg
    assert table.count('scope="col"') == 1 + len(MODES)
    assert table.count('scope="row"') == 10
    assert "<caption" in table


def test_does_the_text_of_the_table_say_the_same() -> None:
    said = modes(square, at=3.0).says
    assert "y = 9 in every column" in said
    assert "recorded in a graph: 2 nodes" in said
    assert "y may be used in a later backward: raises" in said.splitlines()[-1]


@pytest.mark.parametrize("name", MODES)
def test_does_the_drawing_say_whether_there_is_a_way_back(name: str) -> None:
    picture = mode(square, at=3.0, mode=name)
    assert 'role="img"' in picture.svg
    assert ("x.grad is 6" in picture.says) == (name == RECORDING)


def test_are_many_nodes_shortened() -> None:
    picture = mode(lambda x: torch.exp(torch.sin(x) ** 2) * x, at=1.0)
    assert "… 3 more" in picture.svg
    assert "AccumulateGrad" in picture.says


@pytest.mark.parametrize("name", MODES)
def test_same_bytes_twice(name: str) -> None:
    assert mode(square, at=3.0, mode=name).svg == mode(square, at=3.0, mode=name).svg
    assert modes(square, at=3.0).svg == modes(square, at=3.0).svg
