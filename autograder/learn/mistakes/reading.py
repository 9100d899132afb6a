"""Slips that stand in the source, read without running it. Each fact comes with the words that show it.

A fact alone names nothing: it says which of the mistakes that fit the *result* it was.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator, Sequence

METHODS = frozenset({"backward", "zero_", "zero_grad", "step", "requires_grad_", "retain_grad", "detach_"})
NUMBERS = re.compile(r"\.item\(|\bmath\.|\bnp\.|\bnumpy\b|\.tolist\(|\bfloat\(")
COPIES = re.compile(r"torch\.(?:as_)?tensor\(\s*[\[(]|torch\.tensor\((?:\w+\s*[*+/-]|\d+\s*\*)")
DETACHES = re.compile(r"detach|\.data\b")
WALLS = re.compile(r"no_grad|inference_mode|set_grad_enabled")
RECONNECTS = re.compile(r"detach\(\).*?requires_grad(?:_\((?:True)?\)|\s*=\s*True)", re.DOTALL)
EVALS = re.compile(r"\.eval\(")
CLAMPS = re.compile(r"clamp|clip|threshold|\bm(?:ax|in)imum\(|\bm(?:ax|in)\(")
FLAT = re.compile(CLAMPS.pattern + r"|nan_to_num|where\(|binary_cross_entropy\(|BCELoss\(|buggy")
LOGARITHMS = re.compile(r"\blog(?:1p|sigmoid)?\(")
WRITTEN = re.compile(r"\.grad\s*[-+*/]?=(?!=)|\bsetattr\(")
FACTS = frozenset({"rebound_weight", "zeroed_before_step", "grad_alias"})
MADE = re.compile(
    r"requires_grad(?:_\(\)|\s*=\s*True\)?)\s*[*/+-]|[*/+-]\s*torch\.\w+\([^()]*requires_grad\s*=\s*True"
    r"|requires_grad_?\(?.*\)\.(?:double|float|to|view|reshape|mul|div)\("
)
EMPTIED = re.compile(r"\.zero_\(|zero_grad\(|\.grad\s*=\s*None|\.grad\.fill_\(0")
STEPS = re.compile(r"-=|\.sub_\(|\.step\(|=\s*\w+\s*-\s*\w+\s*\*|\.add_\(|\.copy_\(")


def possible(mistake: str, source: str | None) -> bool:
    """False where the mistake needs words that this source hasn't got: numbers alone can't tell a detached
    path from one under no_grad. A source that can't be read leaves everything possible."""
    if not source:
        return True
    if mistake in FACTS:
        return mistake in facts(source)
    if mistake == "detached_factor":
        return bool(DETACHES.search(RECONNECTS.sub("", source)))
    if mistake == "clamp_saturates" and LOGARITHMS.search(source):  # a loss of their own, written out
        return bool(CLAMPS.search(source))
    needed = {
        "no_grad_blocks_earlier": WALLS,
        "detach_does_not_reconnect": RECONNECTS,
        "detach_shares_storage": DETACHES,
        "eval_for_no_grad": EVALS,
        "seeded_with_zero": WRITTEN,
        "clamp_kills_gradient": FLAT,
    }.get(mistake)
    return needed is None or bool(needed.search(source))


def facts(source: str | None) -> dict[str, str]:
    """Fact → the words that show it. Empty where the source can't be read."""
    try:
        tree = ast.parse(source or "")
    except SyntaxError:
        return {}
    found = dict(fact for node in ast.walk(tree) for fact in _slips(node))
    found.update(_orders(tree, source or ""))
    if "grad_alias" in found:  # what was zeroed before the step was the other name's value too
        found.pop("zeroed_before_step", None)
    return found


def _slips(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute) and node.value.attr in METHODS:
        yield "missing_parentheses", ast.unparse(node.value)
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".append") and _kept_grad(node.args):
        yield "grad_alias", ast.unparse(node)
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr == "require_grad":
                yield "require_grad_typo", ast.unparse(target)
            if isinstance(target, ast.Name) and _steps_down(node.value, target.id):
                yield "rebound_weight", ast.unparse(node)
        if _kept_grad(_parts(node.value)):
            yield "grad_alias", ast.unparse(node)


def _kept_grad(values: list[ast.expr]) -> bool:
    """x.grad itself, not a copy of it."""
    return bool(values) and all(isinstance(part, ast.Attribute) and part.attr == "grad" for part in values)


def _parts(value: ast.expr) -> list[ast.expr]:
    return list(value.elts) if isinstance(value, ast.Tuple) else [value]


def _steps_down(value: ast.expr, name: str) -> bool:
    """w - …, on the way to be called w again."""
    return any(
        isinstance(node, ast.BinOp)
        and isinstance(node.op, (ast.Sub, ast.Add))
        and ast.unparse(node.left).split(".")[0] == name
        for node in ast.walk(value)
    )


def _orders(tree: ast.Module, source: str) -> Iterator[tuple[str, str]]:
    """Slips in the order of statements."""
    lines = [ast.unparse(node) for node in _simple(tree)]
    backward = next((place for place, line in enumerate(lines) if "backward(" in line), None)
    if backward is not None:
        after = lines[backward + 1 :]
        emptied = next((place for place, line in enumerate(after) if EMPTIED.search(line)), None)
        step = next((place for place, line in enumerate(after) if STEPS.search(line)), None)
        if emptied is not None and step is not None and emptied < step:
            yield "zeroed_before_step", after[emptied]
    if name := _given_away(tree):
        yield "rebound_input", name
    if any(_carries(loop) for loop in ast.walk(tree) if isinstance(loop, (ast.For, ast.While))):
        yield "state_not_detached", "the loop"
    if _two_roots(tree):
        yield "shared_node_two_backwards", "backward"
    if "retain_graph" in source:
        yield "retain_graph_as_reset", "retain_graph"


def _given_away(tree: ast.Module) -> str:
    """A name that gets a new tensor after another value was computed from the old one, and whose .grad is
    asked for later."""
    used: set[str] = set()
    rebound: set[str] = set()
    for node in _simple(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in used:
                rebound.add(name)
            used |= _names(node.value) - {name}
        asked = {name for part in ast.walk(node) if (name := _asked(part))}
        if asked & rebound:
            return sorted(asked & rebound)[0]
    return ""


def _asked(node: ast.AST) -> str:
    """x of `x.grad`."""
    wanted = isinstance(node, ast.Attribute) and node.attr == "grad"
    return node.value.id if wanted and isinstance(node.value, ast.Name) else ""  # type: ignore[attr-defined]


def _carries(loop: ast.For | ast.While) -> bool:
    """A loop that goes backward, and computes a value from its own last value with no detach in between."""
    if "backward(" not in ast.unparse(loop):
        return False
    return any(
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in _names(node.value)
        and "detach" not in ast.unparse(node)
        for node in ast.walk(loop)
    )


def _two_roots(tree: ast.Module) -> bool:
    """backward is called on two tensors, and neither was computed from the other."""
    depends: dict[str, set[str]] = {}
    roots: list[str] = []
    for node in _simple(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            direct = _names(node.value)
            depends[node.targets[0].id] = direct.union(*(depends.get(name, set()) for name in direct))
        roots += re.findall(r"(\w+)\.backward\(", ast.unparse(node))
    if any(_over_several(loop, roots) for loop in ast.walk(tree) if isinstance(loop, ast.For)):
        return True
    one, two = (roots[0], roots[1]) if len(roots) > 1 else ("", "")
    return one != two and one not in depends.get(two, set()) and two not in depends.get(one, set())


def leaves_through_numbers(source: str) -> bool:
    """A tensor becomes a plain number on the way. What is only noted (appended to a list, printed, returned) goes
    nowhere from there, and cuts nothing."""
    try:
        tree = ast.parse(textwrap.dedent(source))
    except SyntaxError:
        return bool(NUMBERS.search(source))
    return any(NUMBERS.search(ast.unparse(node)) for node in _simple(_Unnoted().visit(tree)))


class _Unnoted(ast.NodeTransformer):
    """The tree without what is only noted."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        noted = ast.unparse(node.func).endswith((".append", "print"))
        return node.func if noted else self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        return ast.Pass(lineno=node.lineno) if isinstance(node.value, ast.List) else node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        parts = node.value.elts if isinstance(node.value, (ast.Tuple, ast.List)) else [node.value]
        kept = [part for part in parts if part is not None and not _a_number(part)]
        return ast.Return(ast.Tuple(kept, ast.Load()), lineno=node.lineno)


def _a_number(value: ast.expr) -> bool:
    """`….item()`, `….tolist()` or `float(…)`, as the last thing that is done."""
    return isinstance(value, ast.Call) and ast.unparse(value.func).endswith((".item", ".tolist", "float"))


def _over_several(loop: ast.For, roots: Sequence[str]) -> bool:
    """`for loss in (first, second): loss.backward()`"""
    listed = isinstance(loop.iter, (ast.Tuple, ast.List)) and len(loop.iter.elts) > 1
    return listed and isinstance(loop.target, ast.Name) and loop.target.id in roots


def _simple(tree: ast.AST) -> list[ast.stmt]:
    """The statements that hold no others, in the order of the text."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not hasattr(node, "body")]
    return sorted(found, key=lambda node: node.lineno)


def _names(value: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
