"""What the live tensors show of an error: which backward freed the graph, where it was left, whose .grad is None.

Each look takes the steps before the error and the names that stood there, evaluates nothing but names and plain
attributes, and claims only what it has seen on the tensors themselves.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeGuard

import torch

from autograder.learn import words
from autograder.learn.explore import why_steps
from autograder.learn.explore.why_steps import Step
from autograder.learn.mistakes import reading

Names = Mapping[str, Any]
LARGEST = 20_000  # nodes of a graph
_NUMBERS = frozenset({"item", "tolist", "numpy"})
_COPIES = frozenset({"tensor", "as_tensor"})
_WALLS = frozenset({"no_grad", "inference_mode"})
_SHOWN = 4  # values of a line


class Look(NamedTuple):
    """What was seen: the mistake or the row it speaks for, the words that show it, and where."""

    name: str
    link: str = ""
    step: Step | None = None
    node: ast.AST | None = None


def first_backward(steps: Sequence[Step], names: Names) -> Step | None:
    """The backward that freed what the last step wants to walk through: the earliest whose graph shares a node."""
    if not steps:
        return None
    wanted = _graph(_receivers(steps[-1].node, names))
    rebound = why_steps.binds(steps[-1]) if not _roots(steps[-1].node) else set()
    found = None
    for step in reversed(steps[:-1]):
        for root in _roots(step.node, freeing=True):
            used = why_steps.names(root)
            if not used & rebound and not wanted.isdisjoint(_graph(_values(root, names))):
                found = step
        rebound |= why_steps.binds(step)
    return found


def graph_left(steps: Sequence[Step], names: Names) -> Look | None:
    """The step that went on with plain numbers, with a copy, or with recording switched off."""
    for step in reversed(steps):
        for call in ast.walk(step.node):
            if isinstance(call, ast.Call) and (name := _leaves(call, names)):
                return Look(name, step=step, node=call)
        wall = next((block for block in step.around if isinstance(block, ast.With) and _is_wall(block)), None)
        if wall is not None and why_steps.binds(step) and _any_recorded(step.node, names):
            return Look("backward_without_graph", step=step, node=wall)
        if _detached(step.node, names):
            return Look("backward_without_graph", step=step)
    return None


def gradless(step: Step, earlier: Sequence[Step], names: Names) -> Look | None:
    """The `.grad` on this step that is None, and why it is."""
    for node in (part for part in ast.walk(step.node) if _reads_grad(part)):
        owner = value(node.value, names)
        if isinstance(owner, torch.Tensor) and (look := _reason(owner, node, earlier, names)):
            return look if look.step else look._replace(link=ast.unparse(node), step=step)
    return None


def changes(steps: Sequence[Step], used: Sequence[Step]) -> list[Step]:
    """The steps that wrote into a tensor after the graph had been given it. `used` are those that built the graph."""
    found, rebound = [], set[str]()
    for place, step in reversed(list(enumerate(steps))):
        built = [entry for entry in steps[:place] if entry in used and why_steps.binds(entry)]
        given = {name for entry in built for name in why_steps.names(entry.node) | why_steps.binds(entry)}
        if _written(step.node) & given - rebound or (built and _steps(step.node)):
            found.append(step)
        rebound |= why_steps.replaced(step.node)
    return found


def nothing_requires(steps: Sequence[Step], names: Names) -> bool:
    """True where tensors are named on the way to the error and none requires grad, and nothing else is named
    that could hold one: a model, a function, a stretch without recording."""
    tensors = [tensor for step in steps for tensor in _values(step.node, names)]
    things = (names.get(name) for step in steps for name in why_steps.names(step.node))
    hidden = any(isinstance(thing, (torch.nn.Module, types.FunctionType)) for thing in things)
    walled = any(isinstance(block, ast.With) for step in steps for block in step.around)
    return bool(tensors) and not (hidden or walled or any(tensor.requires_grad for tensor in tensors))


def shown(text: str, names: Names) -> list[str]:
    """The values on a line, in words: `a` is a tensor of shape (3,)."""
    found: dict[str, str] = {}
    for node in _things(text):
        thing = value(node, names)
        if thing is not MISSING and not _is_tool(thing):
            found.setdefault(ast.unparse(node), _described(thing))
    return [f"`{name}` is {told}" for name, told in list(found.items())[:_SHOWN]]


# --- reading values without running code

MISSING = object()


def value(node: ast.AST, names: Names) -> Any:
    """What a name, or an attribute of one, stands for. A property of a stranger's class is not called."""
    if isinstance(node, ast.Name):
        return names.get(node.id, MISSING)
    if isinstance(node, ast.Attribute):
        owner = value(node.value, names)
        if isinstance(owner, torch.Tensor):
            return _of_tensor(owner, node.attr)
        return _plain_attribute(owner, node.attr)
    return MISSING


def _of_tensor(owner: torch.Tensor, name: str) -> Any:
    if name == "grad":  # asking an intermediate would warn
        return owner.grad if owner.is_leaf or owner.retains_grad else None
    return getattr(owner, name) if name in ("data", "T") else MISSING


def _plain_attribute(owner: Any, name: str) -> Any:
    if owner is MISSING or isinstance(owner, types.ModuleType):
        return MISSING
    kept = getattr(owner, "__dict__", {})
    parameters = kept.get("_parameters", {}) if isinstance(kept, dict) else {}
    return kept.get(name, parameters.get(name, MISSING))


def _values(node: ast.AST, names: Names) -> list[torch.Tensor]:
    """The tensors that an expression is made of."""
    parts = (value(part, names) for part in ast.walk(node) if isinstance(part, (ast.Name, ast.Attribute)))
    return [part for part in parts if isinstance(part, torch.Tensor)]


def _any_recorded(node: ast.AST, names: Names) -> bool:
    """A tensor that requires grad is named here, or a model with one."""
    models = (names.get(name) for name in why_steps.names(node))
    inside = (weight for model in models if isinstance(model, torch.nn.Module) for weight in model.parameters())
    return any(tensor.requires_grad for tensor in (*_values(node, names), *inside))


# --- graphs


def _roots(node: ast.AST, *, freeing: bool = False) -> Iterator[ast.AST]:
    """The expressions that a backward pass starts from here."""
    for call in ast.walk(node):
        if not isinstance(call, ast.Call) or (freeing and _keeps(call)):
            continue
        if isinstance(call.func, ast.Attribute) and call.func.attr == "backward":
            yield call.args[0] if ast.unparse(call.func) == "torch.autograd.backward" and call.args else call.func.value
        elif ast.unparse(call.func).endswith("autograd.grad") and call.args:
            yield call.args[0]


def _keeps(call: ast.Call) -> bool:
    return any(
        word.arg in ("retain_graph", "create_graph")
        and not (isinstance(word.value, ast.Constant) and not word.value.value)
        for word in call.keywords
    )


def _receivers(node: ast.AST, names: Names) -> list[torch.Tensor]:
    roots = list(_roots(node)) or [node]
    return [tensor for root in roots for tensor in _values(root, names)]


def _graph(tensors: Sequence[torch.Tensor]) -> set[Any]:
    """The nodes behind these tensors, those of the leaves left out: two graphs may share a leaf."""
    seen: set[Any] = set()
    waiting = [tensor.grad_fn for tensor in tensors if tensor.grad_fn is not None]
    while waiting and len(seen) < LARGEST:
        node = waiting.pop()
        if node in seen or hasattr(node, "variable"):
            continue
        seen.add(node)
        waiting += [entry for entry, _ in node.next_functions if entry is not None]
    return seen


def _leaves_of(tensors: Sequence[torch.Tensor]) -> set[int]:
    found = set()
    for node in _graph(tensors):
        found |= {id(entry.variable) for entry, _ in node.next_functions if hasattr(entry, "variable")}
    return found


# --- what a step does to the graph


def _leaves(call: ast.Call, names: Names) -> str:
    """The mistake's name, where this call takes a recorded tensor and gives what has no graph."""
    function, name = ast.unparse(call.func), _method(call)
    given = any(_any_recorded(part, names) for part in (*call.args, *(word.value for word in call.keywords)))
    if isinstance(call.func, ast.Attribute) and name in _NUMBERS and _any_recorded(call.func.value, names):
        return "graph_cut_by_numbers"
    if given and (function.startswith(("math.", "np.", "numpy.")) or function in ("float", "int")):
        return "graph_cut_by_numbers"
    if given and function.startswith("torch.") and name in _COPIES:
        inside = (part for part in ast.walk(call) if isinstance(part, ast.Call) and part is not call)
        return next((found for part in inside if (found := _leaves(part, names))), "graph_cut_by_tensor")
    return ""


def _written(node: ast.stmt) -> set[str]:
    """The names that a step writes into: `x.mul_(2)`, `x += 1`, `x[0] = 1`."""
    found = {node.target.id} if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) else set()
    for target in node.targets if isinstance(node, ast.Assign) else []:
        found |= why_steps.names(target) if isinstance(target, ast.Subscript) else set()
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _writes(call.func):
            found |= why_steps.names(call.func.value)
    return found


def _steps(node: ast.stmt) -> bool:
    """An optimizer's step."""
    return any(isinstance(call, ast.Call) and _method(call) == "step" for call in ast.walk(node))


def _writes(method: ast.Attribute) -> bool:
    """`zero_` and its like; not what only switches a flag, nor what empties a `.grad`."""
    name, gradient = method.attr, ".grad" in ast.unparse(method.value)
    return name.endswith("_") and not name.endswith("__") and name not in reading.METHODS - {"zero_"} and not gradient


def _detached(node: ast.stmt, names: Names) -> bool:
    return any(
        isinstance(part, ast.Attribute) and part.attr in ("detach", "data") and _any_recorded(part.value, names)
        for part in ast.walk(node)
    )


def _is_wall(block: ast.With) -> bool:
    calls = (item.context_expr for item in block.items)
    return any(isinstance(call, ast.Call) and _method(call) in _WALLS for call in calls)


def _method(call: ast.Call) -> str:
    """`item` of `loss.item()`."""
    return ast.unparse(call.func).rpartition(".")[2]


def _reads_grad(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and node.attr == "grad" and isinstance(node.ctx, ast.Load)


def _reason(owner: torch.Tensor, asked: ast.Attribute, earlier: Sequence[Step], names: Names) -> Look | None:
    name = why_steps.names(asked)
    if owner.retains_grad if not owner.is_leaf else owner.grad is not None:
        return None
    made = max((place for place, step in enumerate(earlier) if why_steps.replaced(step.node) & name), default=-1)
    since = earlier[made + 1 :]
    if made >= 0 and any(_walked_past(place, made, name, earlier) for place in range(made + 1, len(earlier))):
        return Look("rebound_input")
    if not owner.is_leaf:
        return Look("intermediate_grad")
    if not owner.requires_grad:
        return Look("grad_of_unrecorded")
    if mention := next((step for step in since if _mentioned(step, owner, names)), None):
        return Look("missing_parentheses", ast.unparse(mention.node), mention)
    roots = [root for step in since for root in _roots(step.node)]
    reached = any(id(owner) in _leaves_of(_values(root, names)) for root in roots)
    return Look("unused_input" if roots and not reached else "grad_not_there")


def _walked_past(place: int, made: int, name: set[str], steps: Sequence[Step]) -> bool:
    """A backward from what was computed before the name was given to another tensor."""
    if not any(True for _ in _roots(steps[place].node)):
        return False
    used = why_steps.relevant(steps[: place + 1])
    return steps[made] not in used and any(why_steps.replaced(step.node) & name for step in used)


def _mentioned(step: Step, owner: torch.Tensor, names: Names) -> bool:
    """`y.backward` without its parentheses, where y leads to this leaf."""
    node = step.node.value if isinstance(step.node, ast.Expr) else None
    if not isinstance(node, ast.Attribute) or node.attr != "backward":
        return False
    return id(owner) in _leaves_of(_values(node, names))


# --- values in words


def _things(text: str) -> Iterator[ast.AST]:
    """Names and their .grad, in the order of the line. A line may open a block, or close one."""
    for candidate in (text, f"{text}\n    pass", f"({text})"):
        tree = why_steps.parsed(candidate)
        if tree.body:
            break
    nodes = [node for node in ast.walk(tree) if _reads_grad(node) or isinstance(node, ast.Name)]
    yield from sorted(nodes, key=lambda node: (node.lineno, node.col_offset, isinstance(node, ast.Name)))


def _is_tool(thing: Any) -> bool:
    """A module, a class or a function: it is called on the line, and not computed with."""
    return isinstance(thing, types.ModuleType) or (callable(thing) and not isinstance(thing, torch.Tensor))


def _described(thing: Any) -> str:
    if not isinstance(thing, torch.Tensor):
        plain = isinstance(thing, (int, float)) and not isinstance(thing, bool)
        return f"{words.kind_of(thing)}, {words.number(thing)}" if plain else words.kind_of(thing)
    kind = str(thing.dtype).removeprefix("torch.")
    return f"a tensor of shape {words.shape(tuple(thing.shape))}, {kind}"
