"""Who shares a storage, and how much does a graph keep?"""

from __future__ import annotations

import torch

from autograder.learn.draw.storages import graph_memory, kept, storage


def step(x: torch.Tensor) -> torch.Tensor:
    return torch.sin(x) * x


def tensors() -> dict[str, torch.Tensor]:
    x = torch.tensor([3.0, 1.0], requires_grad=True)
    found = {"x": x, "d": x.detach(), "c": x.detach().clone(), "data": x.data}
    found["d"].zero_()
    return found


def test_who_shares_with_whom() -> None:
    said = storage(**tensors()).says
    assert said.startswith("4 tensors, 2 storages.")
    assert "x, d and data share one storage holding [0, 0]." in said
    assert "c has a storage of its own holding [3, 1]." in said


def test_which_twin_shares_the_version_counter() -> None:
    said = storage(**tensors()).says
    assert "x: requires_grad=True, version 1." in said
    assert "d: requires_grad=False, version 1." in said
    assert "data: requires_grad=False, version 0." in said


def test_does_an_inference_tensor_have_no_version() -> None:
    with torch.inference_mode():
        h = torch.ones(2)
    assert "h: requires_grad=False, no version." in storage(h=h).says


def test_how_many_numbers_are_kept() -> None:
    x = torch.ones(100, requires_grad=True)
    assert kept(step, x) == 200  # x once, although the sine and the product both keep it, and sin(x)
    assert kept(step, x, recording=False) == 0


def test_does_the_memory_grow_with_the_steps() -> None:
    picture = graph_memory(step, at=torch.ones(100), steps=8)
    assert "after 8 steps 1600 (6400 bytes)" in picture.says
    assert "Under no_grad it is 0 after 1 step and 0 after 8." in picture.says
    assert 'role="img"' in picture.svg


def test_same_bytes_twice() -> None:
    assert graph_memory(step, at=torch.ones(4)).svg == graph_memory(step, at=torch.ones(4)).svg
    assert storage(**tensors()).svg == storage(**tensors()).svg
