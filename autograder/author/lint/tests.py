"""Rules for what test cells say, and for code that can't be graded: what would change a score, or tell too much."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.author.lint.finding import Book, Cell, Problem, Rule
from autograder.author.lint.marks import hidden_lines

STDERR = re.compile(r"sys\.stderr|warnings\.warn\b|traceback\.print|logging\.|\btqdm\b|%%capture")
NET = re.compile(
    r"\burllib\.request\b|\brequests\.(?:get|post|Session)\b|\bhttpx\.\w+\(|\burlopen\(|\btorch\.hub\b|\bsocket\.socket\("
    r"|\bdownload=True\b|\bread_\w+\(\s*[\"']https?:|^\s*[!%]\s*(?:pip|conda|wget|curl|git)\b",
    re.MULTILINE,
)
PROCESS = re.compile(r"^\s*(?:!|%%(?:bash|sh|script|cmd)\b|%(?:system|sx)\b)", re.MULTILINE)
MAGIC = re.compile(r"^\s*%{1,2}[a-zA-Z]\w*", re.MULTILINE)
PLACE = re.compile(r"^(?:/(?:home|Users|root|tmp|mnt|media|content|opt|srv|work)/\S|~/|[A-Za-z]:[\\/]\S|file://)")


def tests_end_in_no_value(book: Book) -> Iterator[Problem]:
    """nbgrader reads a test cell's value as partial credit. A `check.…` call shows nothing, and may come last."""
    for cell in book.tests if book.is_python else ():
        tree = _tree(cell)
        last = tree.body[-1] if tree and tree.body else None
        if isinstance(last, ast.Expr) and not cell.source.rstrip().endswith(";") and not _shows_nothing(last.value):
            says = f"The test ends in an expression, `{ast.unparse(last)[:40]}`: nbgrader takes its value for points."
            yield Problem(cell, says, "End it with a check, an assert or `;`.")


def _shows_nothing(node: ast.expr) -> bool:
    """A check, an assertion of a library, print; or a text, which is no number of points."""
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, int | float)
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Attribute):
        return called.attr.startswith("assert") or ast.unparse(called.value) == "check"
    return isinstance(called, ast.Name) and (called.id in ("print", "display") or called.id.startswith("assert"))


def tests_keep_off_stderr(book: Book) -> Iterator[Problem]:
    for cell in book.tests:
        if match := STDERR.search(_code(cell)):
            yield Problem(
                cell, f"{match[0]} in a test: stock nbgrader gives 0 for any word on stderr.", "Raise instead."
            )


def tests_hide_what_decides(book: Book) -> Iterator[Problem]:
    for cell in book.tests:
        if "BEGIN HIDDEN TESTS" not in cell.source:
            says = "The test hides nothing, and what is visible can be fitted to."
            yield Problem(cell, says, "Add ### BEGIN HIDDEN TESTS, checks on fresh inputs, ### END HIDDEN TESTS.")
        elif not any(re.search(r"\b(?:check\.\w+\(|assert\b)", line) for line in hidden_lines(cell, "HIDDEN TESTS")):
            yield Problem(cell, "Nothing is tested between the marks of the hidden tests.", "Add a check there.")
        if not re.search(r"\bcheck\.\w+\(", cell.source.split("BEGIN HIDDEN TESTS")[0]):
            yield Problem(cell, "The test has no visible check: it teaches nothing.", "Add one above the hidden ones.")


def expected_values_are_computed(book: Book) -> Iterator[Problem]:
    answers = {name for cell in book.answers for name in _defined(cell)}
    for cell in book.tests:
        tree = _tree(cell)
        for node in ast.walk(tree) if tree else ():
            if isinstance(node, ast.Compare) and _typed_in(node, answers):
                says = f"An expected value is typed in: `{ast.unparse(node)[:60]}`."
                yield Problem(cell, says, "Let torch compute it: check.value(…, like=…), check.gradient(…, of=…).")
            if isinstance(node, ast.keyword) and node.arg in ("like", "of") and _is_constant(node.value):
                says = f"What is right is a constant: `{node.arg}={ast.unparse(node.value)[:50]}`."
                yield Problem(cell, says, "Give the true function, so that fresh inputs have other answers.")


def _typed_in(node: ast.Compare, answers: set[str]) -> bool:
    sides = [node.left, *node.comparators]
    return any(_is_literal(side) for side in sides) and any(_calls(side, answers) for side in sides)


def _is_literal(node: ast.expr) -> bool:
    """A number, or a tensor of numbers."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("torch.tensor", "tensor", "np.array"):
        return bool(node.args) and _is_literal(node.args[0])
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return False
    return isinstance(value, int | float | list | tuple) and not isinstance(value, bool)


def _calls(node: ast.expr, names: set[str]) -> bool:
    """The answer itself, or a number of it: `slope(2.0)`, `slope(x).item()`, `slope(x)[0]`."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id in names
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Lambda) and bool(node.args.args) and _is_literal(node.body)


def nothing_needs_the_net(book: Book) -> Iterator[Problem]:
    for cell in book.code:
        if match := NET.search(_code(cell)):
            says = f"`{match[0].strip()}` needs the net, and a notebook that is graded has none."
            yield Problem(cell, says, "Put the file beside the master: it is handed out with it.")


def nothing_starts_a_process(book: Book) -> Iterator[Problem]:
    for cell in book.code:
        if (match := PROCESS.search(cell.source)) and not NET.search(cell.source):
            says = f"`{match[0].strip()}` starts another program, and a notebook that is graded may not."
            yield Problem(cell, says, "Do it in Python.")
        elif cell.is_test and (match := MAGIC.search(cell.source)):
            yield Problem(cell, f"`{match[0].strip()}` in a test: magics are for the notebook.", "Write it in Python.")


def paths_are_relative(book: Book) -> Iterator[Problem]:
    for cell in book.cells:
        for text in _strings(cell) if cell.is_code else _targets(cell):
            if PLACE.match(text):
                yield Problem(cell, f"{text[:60]!r} is a place on one machine.", "Name it from the notebook's folder.")


def _strings(cell: Cell) -> list[str]:
    tree = _tree(cell)
    nodes = ast.walk(tree) if tree else iter(())
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _targets(cell: Cell) -> list[str]:
    return re.findall(r"\]\(\s*<?([^)\s>]+)", cell.source)


def _defined(cell: Cell) -> list[str]:
    tree = _tree(cell)
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef)] if tree else []


def _code(cell: Cell) -> str:
    """Without comments that fill a line."""
    return "\n".join(line for line in cell.source.splitlines() if not line.lstrip().startswith("#"))


def _tree(cell: Cell) -> ast.Module | None:
    """None where it is no Python: the rule `python` speaks of that."""
    from autograder.grade.code import parse

    try:
        return parse(cell.source)
    except (SyntaxError, ValueError, RecursionError):
        return None


RULES = (
    Rule(
        "no-value", "a test that ends in an expression, which nbgrader takes for partial credit", tests_end_in_no_value
    ),
    Rule("stderr", "a test that writes to stderr, which costs its points", tests_keep_off_stderr),
    Rule("hidden", "a test that hides nothing, or shows nothing", tests_hide_what_decides, house=True),
    Rule("typed-in", "an expected value that is typed in", expected_values_are_computed, house=True),
    Rule("net", "code that needs the net", nothing_needs_the_net),
    Rule("process", "a shell command, or a magic in a test", nothing_starts_a_process),
    Rule("paths", "a path of one machine", paths_are_relative),
)
