"""How a function goes backward, read from its text: whether, how often, and whether anything comes out of it.

What is not in the text can't have happened: gradients add up only where there is more than one pass, and a graph can be
found cut only by a pass that walked it. A text that can't be read leaves everything possible.
"""

from __future__ import annotations

import ast
import builtins
import textwrap
from collections.abc import Iterator

OVER_AND_OVER = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp, ast.Lambda)


def several(source: str | None) -> bool:
    """One call of the function may go backward more than once."""
    tree = _read(source)
    if tree is None:
        return True
    calls = list(_backwards(tree))
    if not calls:
        return not _without_passes(tree)
    again = [part for part in ast.walk(tree) if isinstance(part, OVER_AND_OVER) or _inner(part, tree)]
    return len(calls) > 1 or any(call in ast.walk(part) for call in calls for part in again) or _calls_itself(tree)


def walked(source: str | None) -> bool:
    """There is a backward, and the function returns what it found."""
    tree = _read(source)
    return tree is None or (any(_backwards(tree)) and _returns(tree))


def why_none(source: str | None) -> tuple[str, ...]:
    """What the text says about a None where a gradient belongs; nothing where it says nothing."""
    tree = _read(source)
    if tree is None or not tree.body:
        return ()
    if not _returns(tree):
        return ("Your function has no `return`: what it computes, or prints, never comes out of it.",)
    asks = any(isinstance(part, ast.Attribute) and part.attr == "grad" for part in _plain(tree))
    if not asks or any(_backwards(tree)):
        return ()
    if any(isinstance(part, ast.Call) and ast.unparse(part.func).endswith("autograd.grad") for part in ast.walk(tree)):
        return ("`torch.autograd.grad` hands its gradients over as its result, and leaves `.grad` empty.",)
    return ("`backward()` is not called in your function, and before a backward `.grad` is None.",)


def copies_a_list(source: str) -> bool:
    """`torch.tensor(numbers)` of a list that was written down in a line of its own."""
    tree = _read(source) or ast.Module([], [])
    lists = {
        target.id
        for part in ast.walk(tree)
        if isinstance(part, ast.Assign) and isinstance(part.value, (ast.List, ast.Tuple))
        for target in part.targets
        if isinstance(target, ast.Name)
    }
    return any(
        isinstance(part, ast.Call)
        and ast.unparse(part.func) in ("torch.tensor", "torch.as_tensor")
        and any(isinstance(given, ast.Name) and given.id in lists for given in part.args)
        for part in ast.walk(tree)
    )


def _read(source: str | None) -> ast.Module | None:
    try:
        return ast.parse(textwrap.dedent(source)) if source else None
    except SyntaxError:
        return None


def _backwards(tree: ast.AST) -> Iterator[ast.Call]:
    for part in ast.walk(tree):
        if isinstance(part, ast.Call) and ast.unparse(part.func).endswith("backward"):
            yield part


def _without_passes(tree: ast.Module) -> bool:
    """A formula, or autograd.grad and its kin: nothing that could add to `.grad`, here or in a helper."""
    called = [part.func for part in ast.walk(tree) if isinstance(part, ast.Call)]
    if any("autograd" in (name := ast.unparse(func)) or "func." in name for func in called):
        return True
    return not any(isinstance(func, ast.Name) and not hasattr(builtins, func.id) for func in called)


def _plain(tree: ast.Module) -> Iterator[ast.AST]:
    """All of the tree but what is called: `torch.autograd.grad` is no `.grad` of a tensor."""
    called = {id(part.func) for part in ast.walk(tree) if isinstance(part, ast.Call)}
    return (part for part in ast.walk(tree) if id(part) not in called)


def _inner(part: ast.AST, tree: ast.Module) -> bool:
    """A function inside the function: it may be called more than once."""
    return isinstance(part, ast.FunctionDef) and part not in tree.body


def _calls_itself(tree: ast.Module) -> bool:
    names = {part.name for part in tree.body if isinstance(part, ast.FunctionDef)}
    return any(isinstance(part, ast.Call) and ast.unparse(part.func) in names for part in ast.walk(tree))


def _returns(tree: ast.Module) -> bool:
    """Something comes back: a return with a value, a yield, or what is no `def` (a lambda, a class)."""
    if not all(isinstance(part, ast.FunctionDef) for part in tree.body):
        return True
    return any(
        isinstance(part, (ast.Yield, ast.YieldFrom)) or (isinstance(part, ast.Return) and part.value is not None)
        for function in tree.body
        for part in _own(function)
    )


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What belongs to a function itself: a return of a function inside it is not its own."""
    for part in ast.iter_child_nodes(node):
        yield part
        if not isinstance(part, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            yield from _own(part)
