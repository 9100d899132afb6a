"""Training with the ledger emptied or not: does the picture follow the slider and the choice?"""

from __future__ import annotations

import pytest
import torch

from autograder.learn.explore import ledgers_live


def square(w: torch.Tensor) -> torch.Tensor:
    return w**2


def test_does_each_step_of_an_emptied_ledger_spend_the_slope_here() -> None:
    run = ledgers_live.descend(square, 3.0, 0.1, 3, ledgers_live.BEFORE)
    assert run.weights == pytest.approx([3.0, 2.4, 1.92, 1.536])
    assert [entry.before for entry in run.entries] == [None, None, None]


def test_does_each_step_of_a_ledger_never_emptied_spend_the_sum() -> None:
    run = ledgers_live.descend(square, 3.0, 0.1, 2, ledgers_live.NEVER)
    assert [entry.after for entry in run.entries] == pytest.approx([6.0, 6.0 + 4.8])
    assert run.weights[-1] == pytest.approx(2.4 - 1.08)


def test_does_the_static_picture_show_all_steps_of_the_asked_zeroing() -> None:
    never = ledgers_live.ledger(square, 3.0, most=5)
    assert repr(never).startswith("w.grad emptied never: after 5 steps, w is ")
    emptied = ledgers_live.ledger(square, 3.0, most=5, zeroing="before each backward")
    assert repr(emptied).startswith("w.grad emptied before each backward: after 5 steps, w is 0.983.")


def test_does_the_picture_follow_the_controls() -> None:
    shown = ledgers_live.ledger(square, 3.0, most=5)
    assert [control.name for control in shown.controls] == ["steps", "zeroing"]
    assert "after 1 step, w is 2.4." in shown.picture(steps=1, zeroing="never").says


def test_is_an_unknown_zeroing_refused_by_name() -> None:
    with pytest.raises(ValueError, match="before each backward"):
        ledgers_live.ledger(square, 3.0, zeroing="sometimes")


def test_are_two_pictures_the_same_bytes_and_small() -> None:
    first, second = (ledgers_live.ledger(square, 3.0).static.svg for _ in range(2))
    assert first == second
    assert len(first) < 60_000
