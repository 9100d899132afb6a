"""What stands in the grader for a thing that stayed in the student's process: an opaque object, a tensor's graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import torch

from autograder.grade.values.kinds import LIVE_GRAPH


class Opaque:
    """Something that can't cross, by its type's name. It can be shown and compared by identity, and nothing else."""

    __slots__ = ("_opaque_text", "_opaque_type")

    def __init__(self, type_name: str, text: str) -> None:
        self._opaque_type, self._opaque_text = type_name, text

    def __repr__(self) -> str:
        return self._opaque_text

    def _refuse(self, *_: Any) -> NoReturn:
        raise TypeError(f"{self._opaque_text} stayed in the student's process; make this a probe.")

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"A thing of the student's has no `{name}` here: it stayed there; make this a probe.")

    def __copy__(self) -> Opaque:
        return self

    def __deepcopy__(self, memo: Any) -> Opaque:
        return self

    __bool__ = __iter__ = __len__ = __call__ = __getitem__ = __contains__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = _refuse


class Shadow(torch.Tensor):
    """The values of a tensor that has a graph in the student's process, and what it says of itself.

    A shadow is a plain tensor underneath: operations on it give plain tensors. Nothing can be differentiated
    through it, and what tries is told so.
    """

    _shadow_node: str

    @property
    def grad_fn(self) -> Any:  # type: ignore[override]
        return _node(self._shadow_node)

    @property
    def is_leaf(self) -> bool:  # type: ignore[override]
        return False

    @property
    def requires_grad(self) -> bool:  # type: ignore[override]
        return True

    @property
    def grad(self) -> None:  # type: ignore[override]
        return None

    def backward(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError(LIVE_GRAPH)

    requires_grad_ = retain_grad = register_hook = backward

    def __repr__(self, *, tensor_contents: Any = None) -> str:  # type: ignore[override]
        return f"{self.detach()!r}"[:-1] + f", grad_fn=<{self._shadow_node}>)"

    def __deepcopy__(self, memo: Any) -> NoReturn:
        raise RuntimeError(LIVE_GRAPH)

    def __format__(self, spec: str) -> str:  # torch's own takes a format only for its own class
        return format(self.detach(), spec)

    @classmethod
    def __torch_function__(
        cls, func: Any, types: Sequence[type], args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        if func in _NEEDS_A_GRAPH:
            raise RuntimeError(LIVE_GRAPH)
        with torch._C.DisableTorchFunctionSubclass():
            return func(*args, **(kwargs or {}))


_NEEDS_A_GRAPH = (torch.autograd.grad, torch.autograd.backward)


def shadow(tensor: torch.Tensor, node: str) -> Shadow:
    """Turns a plain tensor, the object itself, into a shadow whose grad_fn has the given name."""
    tensor.__class__ = Shadow  # one object: what shares it, and what holds it, sees the change
    assert isinstance(tensor, Shadow)
    tensor._shadow_node = node
    return tensor


class _Node:
    """What a grad_fn shows of itself: its type's name, and no way on."""

    next_functions = ()

    def name(self) -> str:
        return type(self).__name__

    def __call__(self, *_: Any) -> NoReturn:
        raise RuntimeError(LIVE_GRAPH)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


def _node(name: str) -> _Node:
    kind: type[_Node] = type(name, (_Node,), {})
    return kind()
