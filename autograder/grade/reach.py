"""What a student's function leans on, read from the notebook: for rules about what an exercise may use.

The text of the cells is the grader's own copy; what the student's process says about its functions is not asked. What
is read here is all that runs when the function is called under such a rule (room.py), so what the rest of the
notebook does, to whatever name, needs no reading.
"""

from __future__ import annotations

import ast
import dis
import functools
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from autograder.grade.code import looked_up, parse
from autograder.learn.byhand import READABLE
from autograder.learn.engines.pure import IMPORTS

# What stands for code that could not be read: nothing that is by hand leans on it.
UNREAD = "globals()"


HARMLESS = frozenset({"matplotlib", "config", "precision", "who", "whos", "pwd"})  # magics that bind nothing
TRANSPARENT = frozenset({"time", "timeit", "capture"})  # magics that run what they hold
LOOKERS = frozenset(
    {"print", "display", "help", "isinstance", "type", "repr", "str", "len", "map", "check", "draw", "explore"}
)
SETTINGS = frozenset({"setrecursionlimit"})  # of the interpreter: what runs, runs under them
_WRITES = re.compile(
    r"\b(open|fdopen|write_text|write_bytes|rename|replace|symlink|tofile|save|savetxt|copy\w*|move|link|path|reload)\b"
)
_OPTIONS = re.compile(r"\A\s*(-[a-z]+\s*\d*\s+)*")


class Piece(NamedTuple):
    """One top-level statement of a student's cell, as far as it matters here."""

    text: str  # as it was written
    plain: str  # as Python writes it
    binds: frozenset[str]
    needs: frozenset[str]
    defines: str  # the name of the function that it is the definition of
    kind: str  # what its names are: "function", "import", "constant", else "data", which other pieces can fill
    brings_all: bool  # any name may come from it
    imports: frozenset[str]  # the top-level modules that it imports
    reads: frozenset[str]  # attributes, and names taken out of modules
    stores: frozenset[str]  # attributes that it binds
    is_class: bool
    fills: frozenset[str]  # names whose things it may change: `A.b = …`, `change(A)`, `@method_of(A)`, `B = A`
    lends: frozenset[str]  # names whose things are changed by whoever calls it: `def method(f): setattr(A, …, f)`
    star: bool  # `from math import *`: its names may come from anywhere
    calls: bool  # something of it runs at once: any statement but a definition without a decorator


def sources(
    name: str, cells: Sequence[str], modules: Mapping[str, str] = MappingProxyType({})
) -> tuple[str | None, tuple[str, ...]]:
    """(the text of the last definition of `name`, the texts of everything else that its calls can come to).

    `modules` are the texts of files beside the notebook, by the name under which they are imported.
    """
    pieces = [piece for cell in cells for piece in _pieces(cell)]
    own = next((piece for piece in reversed(pieces) if piece.defines == name), None)
    met = _closure(name, pieces)
    if not any(name in piece.binds or piece.brings_all for piece in met):
        return None, (UNREAD,)  # it was bound in a way that is not to be seen
    brought = {module for piece in met for module in piece.imports if module in modules}
    rest = [piece.plain for piece in met if piece is not own and not piece.imports & brought]
    if not brought:
        return (own.text if own else None), tuple(rest)
    texts = (*modules.values(), *(piece.plain for piece in met))
    written = (UNREAD,) if any(map(_WRITES.search, texts)) else ()  # so the file may be another one by now
    return (own.text if own else None), (*rest, *modules.values(), *written)


def engine(name: str, cells: Sequence[str], modules: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    """The texts of a class and of all that it leans on: for an engine by hand. A class reads `.grad` and `.data`, as
    half of any notebook does: what fills the class counts, and not each cell that has an attribute of that name."""
    pieces = [piece for cell in cells for piece in _pieces(cell)]
    met = _engine_closure(name, pieces)
    if not any(name in piece.binds or piece.brings_all for piece in met):
        return (UNREAD,)
    brought = {module for piece in met for module in piece.imports if module in modules}
    texts = tuple(piece.plain for piece in met if not piece.imports & brought)
    if not brought:
        return texts
    every = (*modules.values(), *texts)
    return (*every, UNREAD) if any(map(_WRITES.search, every)) else every


def program(name: str, cells: Sequence[str], *, engine: bool = False) -> str:
    """All that `sources` (or `engine`) reads of the notebook, in its order, with what it imports from the libraries:
    run alone, it defines what was read. Annotations are for people, and may name what is not there. For an engine, a
    statement that raises ends its own cell, as in a notebook."""
    several = [_pieces(cell) for cell in cells]
    closure = (_engine_closure if engine else _closure)(name, [piece for pieces in several for piece in pieces])
    met = {id(piece) for piece in closure}
    parts = [
        [piece.plain for piece in pieces if id(piece) in met or (piece.imports and piece.imports <= READABLE)]
        for pieces in several
    ]
    if engine:
        parts = [[_forgiven(part)] for part in parts if part]
    return "\n".join(["from __future__ import annotations", *(text for part in parts for text in part)])


def _forgiven(statements: Sequence[str]) -> str:
    body = [node for text in statements for node in ast.parse(text).body if not _is_future(node)]
    if not any(isinstance(node, (ast.Assign, ast.Expr, ast.For, ast.AugAssign)) for node in body):
        return "\n".join(statements)  # definitions
    handler = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])
    return ast.unparse(ast.fix_missing_locations(ast.Module([ast.Try(body, [handler], [], [])], [])))


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def modules(files: Mapping[str, bytes]) -> dict[str, str]:
    """The texts of what can be imported from beside the notebook, a package as one. What is no text is unread."""
    found: dict[str, str] = {}
    for path, data in files.items():
        name = path.partition("/")[0].partition(".")[0]
        if path.endswith(".py"):
            found[name] = f"{found.get(name, '')}\n{data.decode('utf-8', 'replace')}"
        elif path.endswith((".pyc", ".so", ".pyd", ".zip", ".egg")):
            found[name] = f"{found.get(name, '')}\n{UNREAD}"
    return found


def _closure(name: str, pieces: Sequence[Piece]) -> list[Piece]:
    """What defines a name counts, and what that needs; what fills the data that it reads; what binds an attribute
    that it reads."""
    start = [place for place, piece in enumerate(pieces) if piece.brings_all]
    return _met(pieces, _leads(pieces), [*start, name, f".{name}"])


def _met(pieces: Sequence[Piece], leads: Mapping[str, list[int]], todo: list[str | int]) -> list[Piece]:
    """The pieces that are come to from the names (and places) `todo`."""
    met: set[str | int] = set()
    while todo:
        step = todo.pop()
        if step in met:
            continue
        met.add(step)
        if isinstance(step, str):
            todo += leads.get(step, ())
            continue
        piece = pieces[step]
        names = piece.needs | (piece.binds if piece.kind == "data" else frozenset())
        todo += [*names, *(f".{read}" for read in names | piece.reads)]
    return [piece for place, piece in enumerate(pieces) if place in met]


def _engine_closure(name: str, pieces: Sequence[Piece]) -> list[Piece]:
    """As `_closure`, but a class is no data: what has its name in it counts where it can change the class, and what
    binds an attribute counts where it binds it on something that is met, or on a thing that was imported."""
    classes = {word for piece in pieces if piece.is_class for word in piece.binds}
    data = {word for piece in pieces if piece.kind == "data" and not piece.is_class for word in piece.binds}
    lent = {word: piece.lends & classes for piece in pieces if piece.lends & classes for word in piece.binds}
    leads: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        changed = piece.fills & classes
        if piece.calls:  # a helper of theirs that changes the class
            changed = changed.union(*(lent[word] for word in piece.needs & lent.keys()))
        for word in piece.binds | (piece.needs & data) | changed:
            leads.setdefault(word, []).append(place)
        if piece.kind != "function" and not piece.fills <= data:
            for stored in piece.stores:
                leads.setdefault(f".{stored}", []).append(place)
    start = [place for place, piece in enumerate(pieces) if piece.brings_all or piece.star or piece.reads & SETTINGS]
    return _met(pieces, leads, [*start, name])


def _leads(pieces: Sequence[Piece]) -> dict[str, list[int]]:
    """The places of the pieces to which a name leads, and an attribute (with its dot)."""
    data = {word for piece in pieces if piece.kind == "data" for word in piece.binds}
    found: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        for word in piece.binds | (piece.needs & data):
            found.setdefault(word, []).append(place)
        for stored in piece.stores:
            found.setdefault(f".{stored}", []).append(place)
    return found


@functools.lru_cache(maxsize=256)
def _pieces(cell: str) -> tuple[Piece, ...]:
    try:
        tree = parse(cell)
        return tuple(piece for node in tree.body for piece in _read(node, cell))
    except (SyntaxError, ValueError, RecursionError):
        return ()


def _read(node: ast.stmt, cell: str) -> tuple[Piece, ...]:
    """A magic that only measures or sets up is what it holds; any other stays a call of IPython's."""
    call = ast.unparse(node) if isinstance(node, ast.Expr) else ""
    if call.startswith(("get_ipython().run_line_magic(", "get_ipython().run_cell_magic(")):
        assert isinstance(node, ast.Expr)
        assert isinstance(node.value, ast.Call)
        name, *inside = [entry.value for entry in node.value.args if isinstance(entry, ast.Constant)]
        if name in HARMLESS:
            return ()
        if name in TRANSPARENT:
            return _pieces(_OPTIONS.sub("", str(inside[-1]))) or (_piece(node, cell),)
    return tuple(_piece(part, cell) for part in _alone(node))


def _alone(node: ast.stmt) -> list[ast.stmt]:
    """`import math, torch` is two statements: who leans on the one need not lean on the other."""
    if isinstance(node, ast.Import) and len(node.names) > 1:
        return [ast.copy_location(ast.Import([alias]), node) for alias in node.names]
    if isinstance(node, ast.ImportFrom) and len(node.names) > 1:
        return [ast.copy_location(ast.ImportFrom(node.module, [alias], node.level), node) for alias in node.names]
    return [node]


def _piece(node: ast.stmt, cell: str) -> Piece:
    plain = ast.unparse(node)
    written = ast.get_source_segment(cell, node) if isinstance(node, ast.FunctionDef) else None  # slow on a long cell
    code = compile(ast.Module([node], []), "<reach>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    attributes = [inner for inner in ast.walk(node) if isinstance(inner, ast.Attribute)]
    bound = [inner for inner in attributes if not isinstance(inner.ctx, ast.Load)]
    return Piece(
        text=written if written and written.startswith("def ") else plain,
        plain=plain,
        binds=frozenset(_bound(code)),
        needs=frozenset(looked_up(code)),
        defines=node.name if isinstance(node, ast.FunctionDef) else "",
        kind=_kind(node),
        brings_all=_brings_all(node),
        imports=frozenset(_imported(node)),
        reads=frozenset({inner.attr for inner in attributes if inner not in bound} | _taken(node)),
        stores=frozenset(inner.attr for inner in bound),
        is_class=isinstance(node, ast.ClassDef),
        fills=frozenset(_filled(node)),
        lends=frozenset(_lent(node)),
        star=_is_star(node),
        calls=not isinstance(node, ast.FunctionDef) or bool(node.decorator_list),
    )


def _lent(node: ast.stmt) -> Iterator[str]:
    """Names on which a function binds an attribute when it is called."""
    if not isinstance(node, ast.FunctionDef):
        return
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and not isinstance(inner.ctx, ast.Load):
            root = _root(inner)
        elif isinstance(inner, ast.Call) and inner.args and ast.unparse(inner.func).endswith("setattr"):
            root = inner.args[0]
        else:
            continue
        if isinstance(root, ast.Name):
            yield root.id


def _is_star(node: ast.stmt) -> bool:
    if not isinstance(node, ast.ImportFrom) or all(alias.name != "*" for alias in node.names):
        return False
    return (node.module or "").partition(".")[0] in IMPORTS


def _filled(node: ast.stmt) -> Iterator[str]:
    """Names that stand alone, neither called nor only looked into; and those on which an attribute is bound."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        todo: list[ast.AST] = list(node.decorator_list)  # what is inside happens when it is called
    else:
        todo = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            yield part.id
        elif isinstance(part, ast.Attribute):
            root = _root(part)
            if isinstance(root, ast.Name):
                if not isinstance(part.ctx, ast.Load):
                    yield root.id
            else:
                todo.append(root)
        elif isinstance(part, ast.Call) and _looks_only(part):
            continue
        elif isinstance(part, ast.Call):
            todo += [*part.args, *part.keywords]
            todo += [] if isinstance(part.func, ast.Name) else [part.func]
        elif not isinstance(part, ast.Compare):
            todo += ast.iter_child_nodes(part)


def _root(part: ast.expr) -> ast.expr:
    while isinstance(part, (ast.Attribute, ast.Subscript)):
        part = part.value
    return part


def _looks_only(call: ast.Call) -> bool:
    """A call that leaves what it is given as it is."""
    root = _root(call.func)
    return isinstance(root, ast.Name) and root.id in LOOKERS


def _kind(node: ast.stmt) -> str:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return "function"
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return "import"
    value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
    if value is not None and _is_constant(value):
        return "constant"
    return "function" if isinstance(value, ast.Lambda) else "data"


def _is_constant(value: ast.expr) -> bool:
    """A number or a text that nothing can change: `-0.5`, `(1, 2)`, `2 * math.pi`."""
    if isinstance(value, ast.Tuple):
        return all(map(_is_constant, value.elts))
    if isinstance(value, ast.BinOp):
        return _is_constant(value.left) and _is_constant(value.right)
    if isinstance(value, ast.UnaryOp):
        return _is_constant(value.operand)
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Attribute) and value.attr in ("pi", "e", "tau"))


def _taken(node: ast.stmt) -> set[str]:
    imports = [inner for inner in ast.walk(node) if isinstance(inner, ast.ImportFrom)]
    return {alias.name for inner in imports for alias in inner.names}


def _brings_all(node: ast.stmt) -> bool:
    """`from helper import *` of a module that is not the libraries' own: any name may come from it."""
    if not isinstance(node, ast.ImportFrom) or all(alias.name != "*" for alias in node.names):
        return False
    return (node.module or "").partition(".")[0] not in READABLE


def _imported(node: ast.stmt) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.ImportFrom):
            yield (inner.module or "").partition(".")[0]
        elif isinstance(inner, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in inner.names)


def _bound(code: types.CodeType, *, top: bool = True) -> Iterator[str]:
    """The global names that a statement binds, however deep in it."""
    for step in dis.get_instructions(code):
        if step.opname == "STORE_GLOBAL" or (top and step.opname == "STORE_NAME"):
            yield step.argval
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _bound(constant, top=False)
