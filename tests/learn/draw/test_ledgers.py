"""The ledger of .grad and the micro-batches: do the figures say what autograd did?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import torch

from autograder.learn.draw import ledgers
from autograder.learn.draw.svg import Picture


def leaf(value: float = 3.0) -> torch.Tensor:
    return torch.tensor(value, requires_grad=True)


def backward(root: torch.Tensor, **options: Any) -> None:
    root.backward(**options)


def emptied(x: torch.Tensor) -> None:
    assert x.grad is not None
    x.grad.zero_()


def seed(x: torch.Tensor) -> Mapping[str, Callable[[], Any]]:
    y = x**2
    return {
        "first": lambda: backward(y, retain_graph=True),
        "second": lambda: backward(y, retain_graph=True),
        "zero_": lambda: emptied(x),
        "third": lambda: backward(y),
    }


def test_does_the_ledger_say_6_12_0_6() -> None:
    x = leaf()
    shown = ledgers.ledger(x, seed(x))
    assert shown.says == (
        "After 4 steps, x.grad is 6. first: +6, x.grad is 6. second: +6, x.grad is 12. "
        "zero_: −12, x.grad is 0. third: +6, x.grad is 6."
    )
    assert 'role="img"' in shown.svg


def test_do_the_steps_run_on_the_leaf_itself() -> None:
    x = leaf()
    ledgers.ledger(x, seed(x))
    assert x.grad is not None
    assert x.grad.item() == 6.0


def test_is_a_step_that_raises_an_entry_like_any_other() -> None:
    x = leaf()
    y = x**2
    entries = ledgers.record(x, {"once": lambda: backward(y), "twice": lambda: backward(y)})
    assert [(entry.after, entry.error) for entry in entries] == [(6.0, ""), (6.0, "RuntimeError")]
    assert "twice: raises RuntimeError, x.grad is 6." in ledgers.told(entries, "x")


def test_is_no_ledger_told_from_an_empty_one() -> None:
    x = leaf()
    shown = ledgers.ledger(x, {"asked": lambda: torch.autograd.grad(x**2, x)}, name="w")
    assert shown.says == "After 1 step, w.grad is None. asked: no change, w.grad is None."
    backward(x**2)
    emptied(x)
    assert "look: no change, w.grad is 0." in ledgers.ledger(x, {"look": lambda: None}, name="w").says
    assert (
        "gone: emptied, w.grad is None." in ledgers.ledger(x, {"gone": lambda: setattr(x, "grad", None)}, name="w").says
    )


@pytest.mark.parametrize(
    "wrong", [torch.tensor(3.0), torch.ones(2, requires_grad=True), leaf() * 2], ids=["no grad", "vector", "no leaf"]
)
def test_is_a_ledger_refused_for_anything_but_a_scalar_leaf(wrong: torch.Tensor) -> None:
    with pytest.raises(ValueError, match="one scalar leaf"):
        ledgers.ledger(wrong, {"nothing": lambda: None})


def test_is_a_ledger_without_steps_refused() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        ledgers.ledger(leaf(), {})


X, Y = torch.tensor([1.0, 2.0, 3.0, 4.0]), torch.tensor([2.0, 3.0, 5.0, 9.0])


def mean_loss(w: torch.Tensor, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return ((w * x - y) ** 2).mean()


def test_do_divided_micro_batches_end_at_the_whole_batch_and_the_others_k_times_as_far() -> None:
    found = ledgers.shares(mean_loss, torch.tensor(1.0), (X, Y), 4)
    w = torch.tensor(1.0, requires_grad=True)
    (whole,) = torch.autograd.grad(mean_loss(w, X, Y), w)
    assert found.whole == pytest.approx(whole.item())
    assert found.divided[-1] == pytest.approx(whole.item())
    assert found.summed[-1] == pytest.approx(4 * whole.item())
    assert len(found.divided) == len(found.summed) == 4


def test_does_the_micro_batch_figure_say_both_roads_and_leave_the_weight_alone() -> None:
    w = leaf(1.0)
    shown = ledgers.micro_batches(mean_loss, w, (X, Y), parts=2)
    assert "and −29." in shown.says
    assert "and −14.5." in shown.says
    assert 'role="img"' in shown.svg
    assert w.grad is None


@pytest.mark.parametrize("parts", [0, 5])
def test_is_a_batch_not_cut_into_more_pieces_than_examples(parts: int) -> None:
    with pytest.raises(ValueError, match="4 examples"):
        ledgers.micro_batches(mean_loss, torch.tensor(1.0), (X, Y), parts=parts)


def drawn_ledger() -> Picture:
    x = leaf()
    return ledgers.ledger(x, seed(x))


def drawn_batches() -> Picture:
    return ledgers.micro_batches(mean_loss, torch.tensor(1.0), (X, Y))


@pytest.mark.parametrize("drawn", [drawn_ledger, drawn_batches])
def test_are_two_drawings_the_same_bytes_and_small(drawn: Callable[[], Picture]) -> None:
    assert drawn().svg == drawn().svg
    assert len(drawn().svg) < 60_000
