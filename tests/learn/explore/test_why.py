"""Does `explore.why()` explain every error of the course, raised for real in IPython's own shell?"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import nbclient
import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.learn.explore import why_cards, why_last, why_told
from autograder.learn.explore.why_cards import Explanation
from autograder.learn.mistakes import catalog, errors
from autograder.learn.verdict import Pointer

LESSONS = Path(__file__).parents[3] / "notebooks"
START = "import math\nimport numpy as np\nimport torch\nfrom autograder import check, explore\n"
ASK = "told = explore.why()"
LEAF = "x = torch.tensor(3.0, requires_grad=True)\n"
VECTOR = "x = torch.tensor([3.0, 1.0], requires_grad=True)\n"
VALUE = """
class Value:
    def __init__(self, data, parents=()):
        self.data, self.parents = data, parents
    def __mul__(self, other):
        return Value(self.data * other.data, (self, other))
"""


class Case(NamedTuple):
    """Cells separated by a line of ---; what the explanation is called; the line that it points to."""

    cells: str
    named: str
    line: str
    also: str = ""  # what another line of the card says


EVERY = [
    Case(LEAF + "y = x**2\ny.backward()\ny.backward()", "second_backward", "y.backward()", "line 3: `y.backward()`"),
    Case(
        LEAF + "y = x**2\nz = torch.log(y) + x\nz.backward()\ny.backward()",
        "second_backward",
        "y.backward()",
        "Freed by line 4: `z.backward()`",
    ),
    Case(LEAF + "y = x**2\n---\ny.backward()\n---\ny.backward()", "second_backward", "y.backward()", "of cell [3]"),
    Case(LEAF + "y = x**2; y.backward(); y.backward()", "second_backward", "y = x**2; y.backward()", "Freed by line 2"),
    Case(
        LEAF + "y = x**2\nfor _ in range(2):\n    y.backward()",
        "second_backward",
        "y.backward()",
        "an earlier round of the loop",
    ),
    Case(
        LEAF + "y = x**2\nkept = y.backward(retain_graph=True)\ntorch.autograd.grad(y, x)\ny.backward()",
        "second_backward",
        "y.backward()",
        "Freed by line 4: `torch.autograd.grad(y, x)`",
    ),
    Case(
        LEAF + "h = x**2\na, b = 5 * h, torch.sin(h)\na.backward()\nb.backward()",
        "shared_node_two_backwards",
        "b.backward()",
        "Freed by line 4: `a.backward()`",
    ),
    Case(
        LEAF + "h = torch.tensor(1.0)\nfor _ in range(3):\n    h = torch.tanh(x * h)\n    (h**2).backward()",
        "state_not_detached",
        "(h**2).backward()",
        "an earlier round of the loop",
    ),
    Case(LEAF + "x.grad.zero_()", "zero_before_backward", "x.grad.zero_()"),
    Case(
        LEAF + "y = x**2\ny.backward\nx.grad.zero_()",
        "missing_parentheses",
        "x.grad.zero_()",
        "It began on line 3: `y.backward`",
    ),
    Case(LEAF + "(x**2).backward()\nx.grad.zeros_()", "wrong_zero_name", "x.grad.zeros_()"),
    Case(LEAF + "loss = x**2\nloss.zero_grad()", "wrong_zero_name", "loss.zero_grad()"),
    Case("x = torch.tensor(3.0)\ny = x**2\ny.backward()", "backward_without_graph", "y.backward()", "requires_grad=Tr"),
    Case(
        LEAF + "with torch.no_grad():\n    y = x**2\ny.backward()",
        "backward_without_graph",
        "y.backward()",
        "Nothing was recorded from line 2: `with torch.no_grad():`",
    ),
    Case("x = torch.tensor(3.0)\nx.requires_grad_\n(x**2).backward()", "missing_parentheses", "(x**2).backward()"),
    Case(
        "m = torch.nn.Linear(2, 1)\nwith torch.no_grad():\n    y = m(torch.ones(2))\ny.backward()",
        "backward_without_graph",
        "y.backward()",
        "Nothing was recorded from line 2",
    ),
    Case(
        "def f(x):\n    with torch.no_grad():\n        return x**2\ny = f(torch.tensor(3.0))\ny.backward()",
        "backward_without_graph",
        "y.backward()",
        "Nothing was recorded, so there is nothing to walk back",
    ),
    Case(
        LEAF + "y = x**2\nx.data.fill_(1.0)\ny = y * x\nx.detach().fill_(2.0)\ny.backward()",
        "edited_in_place",
        "y.back",
    ),
    Case(LEAF + "y = x.detach() ** 2\ny.backward()", "backward_without_graph", "y.backward()", "left on line 2"),
    Case("x = torch.tensor(3.0)\nx.require_grad = True\n(x**2).backward()", "require_grad_typo", "(x**2).backward()"),
    Case("torch.tensor(3.0, require_grad=True)", "require_grad_keyword", "torch.tensor(3.0, require_grad=True)"),
    Case(VECTOR + "y = x**2\ny.backward()", "vector_backward", "y.backward()"),
    Case(VECTOR + "torch.autograd.grad(x**2, x)", "vector_backward", "torch.autograd.grad(x**2, x)"),
    Case(LEAF + "x -= 0.1", "inplace_on_leaf", "x -= 0.1"),
    Case(VECTOR + "x[0] = 1.0", "inplace_on_leaf", "x[0] = 1.0"),
    Case("x = torch.tensor(3, requires_grad=True)", "integer_requires_grad", "x = torch.tensor(3, requires_grad=True)"),
    Case("x = torch.tensor(3)\nx.requires_grad_()", "integer_requires_grad", "x.requires_grad_()"),
    Case(LEAF + "y = x**2\ny.requires_grad_(False)", "requires_grad_off_nonleaf", "y.requires_grad_(False)"),
    Case(
        LEAF + "with torch.inference_mode():\n    h = torch.ones(())\nx * h",
        "inference_tensor_saved",
        "x * h",
    ),
    Case(
        "with torch.inference_mode():\n    h = torch.ones(2)\nh.add_(1)",
        "inference_tensor_saved",
        "h.add_(1)",
    ),
    Case(
        LEAF + "y = x**2\nx.detach().fill_(2.0)\ny.backward()",
        "edited_in_place",
        "y.backward()",
        "Changed on line 3: `x.detach().fill_(2.0)`",
    ),
    Case("with torch.no_grad:\n    pass", "no_grad_without_call", "with torch.no_grad:"),
    Case("with torch.inference_mode:\n    pass", "mode_without_call", "with torch.inference_mode:"),
    Case(
        LEAF + "r = torch.tensor(1.0, requires_grad=True)\ntorch.autograd.grad(x**2, (x, r))", "unused_input", "(x, r)"
    ),
    Case(
        LEAF + "r = 1 * LEAF_R\n(x**2).backward()\nr.grad + 1".replace("1 * LEAF_R", LEAF[4:-1]), "unused_input", "r."
    ),
    Case(
        LEAF + "r = torch.tensor(1.0)\ntorch.autograd.grad(x**2, r)", "input_without_grad", "torch.autograd.grad(x**2"
    ),
    Case(LEAF + "x.numpy()", "graph_cut_by_numbers", "x.numpy()"),
    Case(LEAF + "np.sin(x)", "graph_cut_by_numbers", "np.sin(x)"),
    Case(
        LEAF + "z = torch.tensor(math.sin(x.item()))\nz.backward()",
        "graph_cut_by_numbers",
        "z.backward()",
        "The graph was left on line 2: `z = torch.tensor(math.sin(x.item()))`",
    ),
    Case(
        LEAF + "y = (x**2).item()\nloss = y + 1\nloss.backward()", "graph_cut_by_numbers", "loss.backward()", "line 2"
    ),
    Case(
        VECTOR + "z = torch.tensor([x[0], 2 * x[1]]).sum()\nz.backward()",
        "graph_cut_by_tensor",
        "z.backward()",
        "The graph was left on line 2",
    ),
    Case(VECTOR + "math.sin(x)", "graph_cut_by_numbers", "math.sin(x)", "`x` is a tensor of shape (2,), float32"),
    Case(VECTOR + "x.item()", "graph_cut_by_numbers", "x.item()"),
    Case(VECTOR + "float(x)", "graph_cut_by_numbers", "float(x)"),
    Case(VECTOR + "if x > 1:\n    pass", "vector_as_truth", "if x > 1:", "`x` is a tensor of shape (2,)"),
    Case("x = 3.0\ny = x**2\ny.backward()", "python_float", "y.backward()"),
    Case("torch.exp(2.0)", "python_number_given", "torch.exp(2.0)", "a Python float"),
    Case(
        LEAF + "(x**2).backward()\nx = x - x.grad\n---\nx = x - x.grad",
        "rebound_weight",
        "x = x - x.grad",
    ),
    Case(
        LEAF + "for _ in range(3):\n    (x**2).backward()\n    with torch.no_grad():\n        x = x - 0.1 * x.grad",
        "rebound_weight",
        "(x**2).backward()",
    ),
    Case(
        LEAF + "for _ in range(3):\n    loss = (x - 2) ** 2\n    loss.backward()\n    x = x - 0.1 * x.grad",
        "rebound_weight",
        "x = x - 0.1 * x.grad",
    ),
    Case(
        "w = torch.randn(3, requires_grad=True) * 0.01\nw.sum().backward()\nw - w.grad",
        "made_nonleaf",
        "w - w.grad",
    ),
    Case(LEAF + "y = x**2\ny.backward()\ny.grad + 1", "intermediate_grad", "y.grad + 1"),
    Case(LEAF + "y = x**2\nx = x * 2\ny.backward()\nx.grad + 1", "rebound_input", "x.grad + 1"),
    Case(LEAF + "x - 0.1 * x.grad", "grad_not_there", "x - 0.1 * x.grad", "`x.grad` is None"),
    Case("x = torch.tensor(3.0)\nx.grad * 2", "grad_of_unrecorded", "x.grad * 2"),
    Case("def f():\n    pass\nf() + 1", "none_argument", "f() + 1"),
    Case("x = torch.ones(2)\nx.grad()", "none_called", "x.grad()"),
    Case(
        VECTOR + "y = x**2\ny.backward(gradient=torch.ones(3))",
        "gradient_shape",
        "y.backward(gradient=torch.ones(3))",
        "its shape is [3] where the output's is [2]",
    ),
    Case(
        VECTOR + "(x**2).backward(gradient=[1.0, 1.0])", "gradient_not_tensor", "(x**2).backward(gradient=[1.0, 1.0])"
    ),
    Case(VECTOR + "(x**2).backward(1.0)", "gradient_not_iterable", "(x**2).backward(1.0)"),
    Case(LEAF + "x.grad = 3.0", "grad_assigned_number", "x.grad = 3.0"),
    Case(LEAF + "x.grad = torch.ones(2)", "grad_assigned_otherwise", "x.grad = torch.ones(2)"),
    Case(
        "a, b = torch.ones(3), torch.ones(2)\na + b",
        "shapes_broadcast",
        "a + b",
        "`a` is a tensor of shape (3,), float32; `b` is a tensor of shape (2,), float32.",
    ),
    Case(
        "torch.ones(2, 3) @ torch.ones(2, 3)", "shapes_matmul", "torch.ones(2, 3) @ torch.ones(2, 3)", "2x3 meets 2x3"
    ),
    Case("torch.ones(2, 3) @ torch.ones(2)", "shapes_dot", "torch.ones(2, 3) @ torch.ones(2)"),
    Case("torch.ones(3) @ torch.ones(2)", "shapes_dot", "torch.ones(3) @ torch.ones(2)"),
    Case("torch.einsum('ij,jk', torch.ones(2, 3), torch.ones(2, 3))", "shapes_einsum", "torch.einsum"),
    Case(
        "torch.nn.functional.binary_cross_entropy_with_logits(torch.ones(2), torch.ones(2, 1))",
        "shapes_of_target",
        "torch.nn.functional",
        "have shape [2] and the targets [2, 1]",
    ),
    Case("torch.ones(3).reshape(2, 2)", "shapes_reshape", "torch.ones(3).reshape(2, 2)", "multiply to 3"),
    Case("torch.ones(2, 3).t().view(6)", "shapes_view", "torch.ones(2, 3).t().view(6)"),
    Case("torch.stack([torch.ones(2), torch.ones(3)])", "shapes_joined", "torch.stack"),
    Case("torch.cat([torch.tensor(1.0), torch.tensor(2.0)])", "scalars_joined", "torch.cat"),
    Case("x = torch.ones(2)\nx[0] = torch.ones(2)", "shapes_expand", "x[0] = torch.ones(2)"),
    Case("torch.ones(2).sum(1)", "dimension_out_of_range", "torch.ones(2).sum(1)", "`dim=1`"),
    Case("torch.tensor(1.0)[0]", "scalar_indexed", "torch.tensor(1.0)[0]"),
    Case("for entry in torch.tensor(1.0):\n    pass", "scalar_indexed", "for entry in torch.tensor(1.0):"),
    Case("torch.ones(3)[5]", "index_out_of_bounds", "torch.ones(3)[5]"),
    Case("torch.ones(2).double() @ torch.ones(2)", "dtypes_differ", "torch.ones(2).double() @ torch.ones(2)"),
    Case("a = torch.ones(2, dtype=torch.int64)\na /= 2", "float_into_integer", "a /= 2", "int64"),
    Case("torch.tensor([1, 2]).mean()", "integer_mean", "torch.tensor([1, 2]).mean()"),
    Case(LEAF + "x.data = torch.tensor(1)", "integer_requires_grad", "x.data = torch.tensor(1)"),
    Case(
        "torch.nn.functional.binary_cross_entropy(torch.tensor([1.5]), torch.ones(1))", "between_zero_and_one", "torch."
    ),
    Case("torch.where(torch.ones(2), 1.0, 2.0)", "condition_not_boolean", "torch.where(torch.ones(2), 1.0, 2.0)"),
    Case("torch.ones(2)[torch.tensor([0.0])]", "index_not_integer", "torch.ones(2)[torch.tensor([0.0])]"),
    Case("(torch.ones(2),).item()", "python_thing_asked", "(torch.ones(2),).item()"),
    Case("np.ones(2).backward()", "numpy_asked", "np.ones(2).backward()"),
    Case("torch.tensor(3.0, 4.0)", "tensor_made_of_many", "torch.tensor(3.0, 4.0)"),
    Case(LEAF + "x.requires_grad()", "attribute_called", "x.requires_grad()"),
    Case(LEAF + "(x**2).backwards()", "misspelt_attribute", "(x**2).backwards()", "no `backwards` on a tensor"),
    Case("torch.nn.Linear(2, 1).backward()", "model_backward", "torch.nn.Linear(2, 1).backward()", "this is a Linear"),
    Case("torch.sigmund", "misspelt_module", "torch.sigmund", "no `sigmund` in `torch`"),
    Case("torch.ones(2, device='cuda')", "no_cuda", "torch.ones(2, device='cuda')"),
    Case("torch.ones(10**13)", "out_of_memory", "torch.ones(10**13)"),
    Case(VECTOR + "y = x.view(2, 1)\ny.detach_()", "view_detached_in_place", "y.detach_()"),
    Case("torch.ones(2).retain_grad()", "retain_grad_without_graph", "torch.ones(2).retain_grad()"),
    Case(LEAF + "torch.optim.SGD([x * 2], lr=0.1)", "nonleaf_to_optimizer", "torch.optim.SGD([x * 2], lr=0.1)"),
    Case(LEAF + "torch.optim.SGD(x, lr=0.1)", "optimizer_wants_a_list", "torch.optim.SGD(x, lr=0.1)"),
    Case(LEAF + "import copy\ncopy.deepcopy(x * 2)", "nonleaf_copied", "copy.deepcopy(x * 2)"),
    Case(LEAF + "x.apply_(lambda v: v)", "numbers_from_recorded", "x.apply_(lambda v: v)"),
    Case(
        "x = torch.tensor(-1.0, requires_grad=True)\nwith torch.autograd.detect_anomaly(check_nan=True):\n"
        "    torch.sqrt(x).backward()",
        "anomaly_nan",
        "torch.sqrt(x).backward()",
        "`SqrtBackward0`",
    ),
    Case(VALUE + "2 * Value(3.0)", "operator_missing", "2 * Value(3.0)", "reflected method"),
    Case(VALUE + "Value(3.0) + Value(1.0)", "operator_missing", "Value(3.0) + Value(1.0)", "no rule for `+`"),
    Case(VALUE + "-Value(3.0)", "operator_missing", "-Value(3.0)"),
    Case(VALUE + "Value(3.0) * 2", "number_not_wrapped", "return Value(self.data * other.data, (self, other))"),
    Case(VALUE + "Value(3.0).slopes", "engine_attribute", "Value(3.0).slopes", "No `slopes`"),
    Case("def visit(v):\n    return visit(v)\nvisit(1)", "recursion_too_deep", "return visit(v)", "Called from line 3"),
    Case("class Twin:\n    __eq__ = object.__eq__\n{Twin()}", "unhashable", "{Twin()}", "this Twin has none"),
    Case(
        "with torch.no_grad():\n    y = torch.ones(())\n---\n"
        + LEAF
        + "with torch.no_grad():\n    y = x**2\ny.backward()",
        "backward_without_graph",
        "y.backward()",
        "Nothing was recorded from line 2: `with torch.no_grad():`",
    ),
    Case("def again():\n    return again()\nagain()", "recursion", "return again()"),
    Case("def slope(x):\n    raise NotImplementedError\nslope(2)", "not_begun", "raise NotImplementedError"),
    Case("check.gradient(lambda x: x * 9, of=lambda x: x.sin(), at=2.0)", "check_failed", "check.gradient(lambda"),
    Case("check.gradient(lambda x: 9 * x**2, of=lambda x: x**3, at=[1.0, 2.0])", "wrong_coefficient", "check.gradient"),
    Case("nobody + 1", "name_not_made", "nobody + 1", "no `nobody`"),
    Case("del torch\ntorch.ones(2)", "torch_not_imported", "torch.ones(2)"),
    Case("with no_grad():\n    pass", "mode_not_imported", "with no_grad():", "Write `torch.no_grad`"),
    Case("def f():\n    q += 1\nf()", "local_name", "q += 1"),
    Case("import nowhere_at_all", "package_missing", "import nowhere_at_all"),
    Case("def f(a):\n    pass\nf()", "arguments_differ", "f()", "The call to `f`"),
    Case("torch.where(True, 1.0, 2.0)", "arguments_of_torch", "torch.where(True, 1.0, 2.0)"),
    Case("a, b = torch.ones(3)", "unpacked", "a, b = torch.ones(3)", "there are 2 names"),
    Case("math.log(0)", "log_of_nothing", "math.log(0)"),
    Case("math.exp(1000)", "overflow", "math.exp(1000)"),
    Case("1 / 0", "divided_by_zero", "1 / 0"),
    Case("{}['w']", "key_missing", "{}['w']"),
    Case("assert 1 == 2", "assertion", "assert 1 == 2"),
    Case("raise KeyboardInterrupt", "stopped", "raise KeyboardInterrupt"),
    Case("print 3", "syntax_print", "print 3"),
    Case("y = 1\n    x = 1", "indentation", "x = 1"),
    Case("x = (1,", "syntax", "x = (1,"),
]


@pytest.fixture(scope="module")
def ipython() -> Iterator[Any]:
    """A plain IPython, which leaves nothing behind in pytest's process."""
    main, hook, display = sys.modules["__main__"], sys.excepthook, sys.displayhook
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.xmode = "Minimal"
    shell = InteractiveShell.instance(config=config)
    shell.init_virtualenv = lambda: None
    yield shell
    InteractiveShell.clear_instance()
    sys.modules["__main__"], sys.excepthook, sys.displayhook = main, hook, display
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        vars(sys).pop(name, None)


@pytest.fixture
def run(ipython: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Runs cells in a fresh notebook, the first of which imports what a lesson does."""
    monkeypatch.chdir(LESSONS)
    ipython.user_ns.clear()
    ipython.init_user_ns()
    ipython.history_manager.reset()
    ipython.execution_count = 1
    ipython.compile._filename_map.clear()
    ipython.last_execution_result = None
    vars(sys).pop("last_value", None)

    def cells(*sources: str) -> None:
        for source in sources:
            ipython.run_cell(textwrap.dedent(source), store_history=True)

    cells(START)
    return cells


@pytest.fixture
def explained(run: Callable[..., None], ipython: Any) -> Callable[..., Explanation]:
    """The explanation that the cell after these gives."""

    def ask(*sources: str) -> Explanation:
        run(*sources, ASK)
        told = ipython.user_ns["told"]
        assert isinstance(told, Explanation)
        return told

    return ask


def line_of(told: Explanation) -> str:
    return next(part.text for part in told.lines if part.label == "The line.")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.named}: {case.cells.splitlines()[-1][:40]}")
def test_is_the_error_explained(case: Case, explained: Callable[..., Explanation]) -> None:
    told = explained(*case.cells.split("---\n"))
    assert told.mistake == case.named
    assert case.line in line_of(told)
    assert case.also in repr(told)
    assert re.search(r"Line \d+ of (the cell before|cell \[\d+\])", line_of(told))


def test_is_every_error_of_the_catalog_reached() -> None:
    known = {identity for identity, entry in catalog.every().items() if entry.how == "error"}
    assert known <= {case.named for case in EVERY}


def test_is_every_row_of_the_table_reached() -> None:
    """By its own name, or by the mistake's that it stands for."""
    named = {case.named for case in EVERY}
    assert [row.identity for row in errors.every().values() if {row.identity, row.mistake}.isdisjoint(named)] == []


def test_are_the_words_those_of_the_catalog(explained: Callable[..., Explanation]) -> None:
    told = explained(LEAF + "x -= 0.1")
    entry = catalog.every()["inplace_on_leaf"]
    assert (told.title, told.told, told.look_at) == (entry.title, entry.explanation, entry.look_at)


@pytest.mark.parametrize("row", errors.every().values(), ids=lambda row: row.identity)
def test_are_a_rows_words_two_sentences_and_its_section_a_heading(row: errors.Row) -> None:
    if not row.title:
        assert row.mistake in catalog.every()
        return
    assert len(re.findall(r"[.?](?= |$)", re.sub(r"`.*?`", "code", row.explanation))) == 2, row.explanation
    cells = json.loads((LESSONS / f"{row.lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    headings = re.findall(
        r"^## (.+)$", "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown"), re.M
    )
    assert row.section in headings


def test_is_an_unknown_error_given_no_cause(explained: Callable[..., Explanation]) -> None:
    told = explained("raise LookupError('Odd at 0x7f00aabbccdd. Nothing in /home/me/deep/thing.py fits.')")
    assert told.mistake == ""
    assert told.look_at is None
    assert "`Nothing in thing.py fits`" in told.told
    assert "no words for it" in told.title


@pytest.mark.parametrize("call", ["explore.tangent(lambda x: None)", "explore.modes(lambda x: x, at=1.0, mode='no')"])
def test_is_a_call_that_the_course_refused_told_in_its_own_words(
    call: str, explained: Callable[..., Explanation]
) -> None:
    told = explained(f"from autograder import explore\n{call}")
    assert told.title == "The course can't do what the line asks"
    assert told.told in (
        "It says: the function returns None: its last line needs a return.",
        "It says: there is no mode called 'no'; there are recording, requires_grad_(False), detach(), no_grad(), "
        "inference_mode().",
    )
    assert call in str(told)


def test_are_addresses_and_folders_left_out() -> None:
    assert why_told.last_sentence("<f at 0x7f1122334455> of /a/b/c.py") == "<f at 0x…> of c.py"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("cell", "mistake"),
    [
        (LEAF + "y = x**2\ny.backward()\ny.grad", "intermediate_grad"),
        ("w = torch.randn(3, requires_grad=True) * 0.01\nw.sum().backward()\nprint(w.grad)", "made_nonleaf"),
        (LEAF + "y = x**2\ny.backward", "missing_parentheses"),
        (LEAF + "x.require_grad = False", "require_grad_typo"),
    ],
)
def test_is_a_slip_that_raises_nothing_told_of(cell: str, mistake: str, explained: Callable[..., Explanation]) -> None:
    told = explained(cell)
    assert told.mistake == mistake
    assert cell.splitlines()[-1] in line_of(told)


def test_is_a_cell_without_an_error_told_so(explained: Callable[..., Explanation]) -> None:
    assert explained("y = 2").title == "There is no error to explain"


def test_is_an_older_error_called_older(explained: Callable[..., Explanation]) -> None:
    told = explained("1 / 0", "fine = 1")
    assert told.mistake == "divided_by_zero"
    assert "cells have run without an error" in repr(told)
    assert "Line 1 of cell [2]" in line_of(told)


def test_is_a_cell_that_ran_well_the_second_time_not_blamed(explained: Callable[..., Explanation]) -> None:
    told = explained("half(2)", "def half(x):\n    return x / 2", "half(2)")
    assert "cells have run without an error" in repr(told)


@pytest.mark.parametrize(
    ("cells", "named", "line"),
    [
        (["try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('b') from e"], "key_missing", "{}['a']"),
        (["try:\n    {}['a']\nexcept KeyError:\n    raise ValueError('b')"], "key_missing", "{}['a']"),
        (["try:\n    {}['a']\nexcept KeyError:\n    raise ValueError('b') from None"], "", "raise ValueError('b')"),
        (["try:\n    {}['a']\nexcept KeyError:\n    print(nobody)"], "name_not_made", "print(nobody)"),
        (["raise ExceptionGroup('g', [KeyError('a'), TypeError('b')])"], "key_missing", "raise ExceptionGroup"),
        (["class B(Exception):\n    def __str__(self):\n        1 / 0\nraise B"], "", "raise B"),
        (["def f(u, v):\n    return u + v", "f(torch.ones(2), torch.ones(3))"], "shapes_broadcast", "return u + v"),
        (["%time 1 / 0"], "divided_by_zero", "%time 1 / 0"),
        (["%%time\nq = 1\n1 / 0"], "divided_by_zero", "Line 3 of the cell before: `1 / 0`"),
        (["eval('1 / 0')"], "divided_by_zero", "eval('1 / 0')"),
        (
            [VECTOR + "h = x * 2\nh.register_hook(lambda g: g + torch.ones(3))\nh.sum().backward()"],
            "shapes_broadcast",
            "g +",
        ),
        (
            [
                "class Square(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, x):\n"
                "        return x * x\n    @staticmethod\n    def backward(ctx, g):\n        return g * nobody\n"
                + VECTOR
                + "Square.apply(x).sum().backward()"
            ],
            "name_not_made",
            "return g * nobody",
        ),
    ],
    ids=lambda value: value[-1].splitlines()[-1][:50] if isinstance(value, list) else None,
)
def test_is_the_line_the_readers_own(
    cells: list[str], named: str, line: str, explained: Callable[..., Explanation]
) -> None:
    told = explained(*cells)
    assert told.mistake == named
    assert line in line_of(told)


def test_is_the_calling_line_told_of_too(explained: Callable[..., Explanation]) -> None:
    told = explained("def f(u, v):\n    return u + v", "f(torch.ones(2), torch.ones(3))")
    assert "Line 2 of cell [2]: `return u + v`. Called from line 1 of the cell before: `f(torch" in line_of(told)


def test_is_an_error_explained_inside_its_handler() -> None:
    try:
        dict[str, int]()["w"]
    except KeyError:
        told = why_last.why()
    assert told.mistake == "key_missing"
    assert "of test_why.py" in line_of(told)


def test_does_nothing_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(why_told, "explain", broken)
    try:
        1 / 0  # noqa: B018
    except ZeroDivisionError:
        assert why_last.why().title == "This error could not be read"


def test_does_the_switch_explain_each_failed_cell(run: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    run("on = explore.why(always=True)", "on = explore.why(always=True)")
    capsys.readouterr()
    run("1 / 0")
    assert capsys.readouterr().out.count("Line 1 of this cell: `1 / 0`") == 1
    run("1 + 1")
    assert "Line" not in capsys.readouterr().out
    run("x = (", "check.gradient(lambda x: x, of=lambda x: x.sin(), at=2.0)")
    shown = capsys.readouterr().out
    assert "Line 1 of this cell: `x = (`" in shown
    assert "A check says" not in shown  # its own card stands there
    run("off = explore.why(always=False)", "1 / 0")
    assert "of this cell" not in capsys.readouterr().out


def test_does_a_kernel_show_the_cards() -> None:
    """The switch and the single question, as nbclient (and so CI) runs a notebook."""
    cells = [START, "explore.why(always=True)", "1 / 0", "explore.why(always=False)", "nobody", "explore.why()"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(
        book, allow_errors=True, timeout=600, resources={"metadata": {"path": str(LESSONS)}}
    ).execute()
    shown = [[output.get("data", {}) for output in cell.outputs] for cell in book.cells]
    assert shown[1][0]["text/plain"].startswith("From now on, errors are explained.")
    error, card = book.cells[2].outputs
    assert error.output_type == "error"
    assert "Line 1 of this cell: `1 / 0`." in card.data["text/plain"]
    assert 'role="note"' in card.data["text/html"]
    assert len(book.cells[4].outputs) == 1
    assert "Line 1 of the cell before: `nobody`." in shown[5][0]["text/plain"]


def test_is_the_card_the_same_each_time(explained: Callable[..., Explanation]) -> None:
    first = explained(LEAF + "y = x**2\ny.backward()\ny.backward()")._repr_mimebundle_()
    assert first == explained(LEAF + "y = x**2\ny.backward()\ny.backward()")._repr_mimebundle_()


def test_has_the_card_a_role_a_label_and_a_link(explained: Callable[..., Explanation]) -> None:
    card = explained(LEAF + "y = x**2\ny.backward()\ny.backward()")._repr_html_()
    assert 'role="note" aria-label="Why: Backward through a freed graph"' in card
    assert '<a href="06_accumulation.ipynb#The-graph-is-freed">lesson 06, <em>The graph is freed</em></a>' in card


def test_does_the_link_keep_a_headings_comma(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(LESSONS)
    card = why_cards.card(Explanation("T", "Told.", look_at=Pointer("06_accumulation", "Two losses, one shared node")))
    assert 'href="06_accumulation.ipynb#Two-losses,-one-shared-node"' in card


def test_is_the_lesson_only_named_where_it_does_not_lie(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    card = why_cards.card(Explanation("T", "Told.", look_at=Pointer("06_accumulation", "Backward adds")))
    assert "<a " not in card
    assert "lesson 06, <em>Backward adds</em>" in card


def test_is_what_the_reader_wrote_escaped(explained: Callable[..., Explanation]) -> None:
    card = explained("1 / 0  # <script>`")._repr_html_()
    assert "<script>" not in card
    assert "&lt;script&gt;" in card
