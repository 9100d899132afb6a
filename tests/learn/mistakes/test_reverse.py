"""Does our own reverse pass agree with torch's, and does a surgery change just what it says?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from autograder.learn.mistakes.reverse import HONEST, Products, Seen, Step, Surgery, operated

T = torch.Tensor
PROGRAMS: dict[str, Callable[[T, T], T]] = {
    "chain": lambda x, y: torch.sin(x**2).sum() + 0 * y.sum(),
    "shared": lambda x, y: (x * y + x).sum(),
    "mean": lambda x, y: ((x - y) ** 2).mean(),
    "broadcast": lambda x, y: ((x.unsqueeze(1) - y) ** 2).mean(),
    "matmul": lambda x, y: (torch.outer(x, y) @ y).sum(),
    "unbind": lambda x, y: sum(torch.unbind(x * y), torch.tensor(0.0)),
    "max": lambda x, y: (x.max() * y).sum(),
    "where": lambda x, y: torch.where(x > 0, x**2, y).sum(),
    "loss": lambda x, y: torch.nn.functional.binary_cross_entropy_with_logits(x, torch.sigmoid(y)),
    "index": lambda x, y: x[1:].prod() + y[0],
}


def gradients(program: Callable[[T, T], T]) -> tuple[T | None, ...]:
    x = torch.tensor([0.5, -1.5, 2.0], requires_grad=True)
    y = torch.tensor([1.0, 0.3, -0.7], requires_grad=True)
    return torch.autograd.grad(program(x, y), (x, y), allow_unused=True)


@pytest.mark.parametrize("name", PROGRAMS)
def test_does_the_honest_pass_give_torchs_gradients(name: str) -> None:
    expected = gradients(PROGRAMS[name])
    with operated(HONEST):
        got = gradients(PROGRAMS[name])
    for ours, theirs in zip(got, expected, strict=True):
        assert ours is not None
        assert theirs is not None
        torch.testing.assert_close(ours, theirs)


def descend() -> T:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(4):
        ((w * 3 - 1) ** 2).mean().backward()
        with torch.no_grad():
            w -= 0.01 * w.grad  # type: ignore[operator]
        assert w.grad is not None
        w.grad.zero_()
    return w.detach()


def test_does_a_training_loop_end_where_it_ends_with_torch() -> None:
    expected = descend()
    with operated(HONEST):
        assert torch.equal(descend(), expected)


def test_does_backward_accumulate_as_torch_does() -> None:
    x = torch.tensor(3.0, requires_grad=True)
    with operated(HONEST):
        (x**2).backward()
        (x**2).backward()
    assert x.grad is not None
    assert float(x.grad) == 12.0


def test_is_a_left_out_link_the_number_from_the_curriculum() -> None:
    """sin(x²) at 2: −2.6146, −0.6536 without the inner link, 4.0 without the outer one."""
    x = torch.tensor(2.0, requires_grad=True)
    seen: list[Seen] = []

    def run(surgery: Surgery = HONEST) -> float:
        with operated(surgery, seen):
            return float(torch.autograd.grad(torch.sin(x**2), x)[0])

    def pass_on(step: Step) -> Products:
        return [step.incoming]

    assert run() == pytest.approx(-2.6146, abs=1e-4)
    place = {node.operation: node.place for node in seen}
    assert run(Surgery(operate={place["PowBackward0"]: pass_on})) == pytest.approx(-0.6536, abs=1e-4)
    assert run(Surgery(operate={place["SinBackward0"]: pass_on})) == pytest.approx(4.0)


def test_is_torchs_engine_back_after_an_exception() -> None:
    with pytest.raises(ZeroDivisionError), operated(Surgery(join=torch.sub)):
        raise ZeroDivisionError
    x = torch.tensor(3.0, requires_grad=True)
    assert float(torch.autograd.grad(x * x, x)[0]) == 6.0


def test_does_a_chain_of_thousands_of_nodes_need_no_recursion() -> None:
    x = torch.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(3000):
        y = y * 1.0
    with operated(HONEST):
        assert float(torch.autograd.grad(y, x)[0]) == 1.0
