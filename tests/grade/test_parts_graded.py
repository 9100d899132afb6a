"""The parts of an engine at grading: their looks run in the student's process, and mean there what they say."""

from __future__ import annotations

import pytest
from sitting import exam, outputs, sit, station

from autograder.grade.exam import Exam
from autograder.grade.station import Station

__all__ = ["station"]
START = "import torch\nfrom autograder import check, parts\nfrom autograder.learn.parts import Lent, Piece, pieces"
AT = '[(2.0, 3.0, 1.0, ("a·b + a", "exp(b) − a"), (5.0, -7.0, 9.0))]'
STALE = f"""
stale = parts.stale
check.value(stale.by(fresh_slopes), like=stale.torchs, mistakes=stale.slips, give="float", at={AT})
"""
FRESH = "def fresh_slopes(build, leaves):\n    for leaf in leaves:\n        leaf.grad = 0.0\n{rest}"
REST = "    build().backward()\n    return [leaf.grad for leaf in leaves]"
RIGHT = FRESH.format(rest=REST)
FORGETS = f"def fresh_slopes(build, leaves):\n{REST}"
SHADOWED = "sum = zip = id = list = dict = functools = operator = in_turn = beside = Lent = 3"
PATCHED = """
first, made = Lent.backward, []
def remembering(self, data, tensor=None, init=Lent.__init__):
    init(self, data, tensor)
    made.append(self)
def backward(self):
    for value in made:
        value.grad = 0.0
    first(self)
Lent.__init__, Lent.backward = remembering, backward
"""
REPLACED = """
import autograder.learn.parts as package
import autograder.learn.parts.beside as module
class Evil(module.Lent):
    def backward(self):
        for leaf in leaves_of_all:
            leaf.grad = 0.0
        super().backward()
leaves_of_all = []
package.Lent = module.Lent = Evil
module.in_turn = lambda *_: {"slopes": [[4.0, 2.0, 0.0], [-1.0, 20.085536923187668, 0.0]], "data": [2.0, 3.0, 1.0]}
package.stale.torchs = lambda *_: None
"""


def on(check: str = STALE) -> Exam:
    return exam(("start", START), ("answer_1", "..."), ("check_1", check))


def score(station: Station, *cells: tuple[str, str], check: str = STALE) -> float | None:
    found = sit(station, on(check), *cells)
    print(outputs(found, "check_1"))
    return found.scores["check_1"]


def test_is_a_right_answer_right_and_a_wrong_one_wrong(station: Station) -> None:
    assert score(station, ("answer_1", RIGHT)) == 2.0
    assert score(station, ("answer_1", FORGETS)) == 0.0


def test_is_a_right_answer_right_whatever_the_notebook_calls_its_names(station: Station) -> None:
    assert score(station, ("", SHADOWED), ("answer_1", RIGHT)) == 2.0


def test_may_an_answer_ask_whether_a_value_is_lent(station: Station) -> None:
    asking = RIGHT.replace("leaf.grad = 0.0", "leaf.grad = 0.0\n        assert isinstance(leaf, Lent)")
    assert asking != RIGHT
    assert score(station, ("answer_1", asking)) == 2.0


@pytest.mark.parametrize("change", [PATCHED, REPLACED], ids=["methods", "modules"])
def test_is_what_the_notebook_does_to_what_is_lent_no_help(station: Station, change: str) -> None:
    assert score(station, ("", change), ("answer_1", FORGETS)) == 0.0
    assert score(station, ("", change), ("answer_1", RIGHT)) == 2.0


def test_is_the_line_that_is_shown_the_student_s_own(station: Station) -> None:
    wrong = RIGHT.replace("leaf.grad = 0.0", "leaf.grad = None")
    said = str(outputs(sit(station, on(), ("answer_1", wrong)), "check_1"))
    assert "leaf.grad = None" in said
    assert "self.tensor" not in said


def test_is_an_untouched_answer_not_attempted(station: Station) -> None:
    said = str(
        outputs(sit(station, on(), ("answer_1", "def fresh_slopes(b, l):\n    raise NotImplementedError()")), "check_1")
    )
    assert "Not attempted yet" in said


def test_is_a_rule_by_hand_that_asks_the_package_found_out(station: Station) -> None:
    check = 'check.value(local_rule, like=parts.rules.torchs, by_hand=True, give="float", at=[("mul", 2.0, 3.0)])'
    given = "def local_rule(operation, a, b=None):\n    return parts.rules.torchs(operation, a, b)"
    lent = (
        "def local_rule(operation, a, b=None):\n    return a * b, tuple(parts.rules.slips['swapped']('mul', b, a)[1])"
    )
    assert score(station, ("answer_1", given), check=check) == 0.0
    assert score(station, ("answer_1", lent), check=check) == 0.0
    right = "def local_rule(operation, a, b=None):\n    return a * b, (b, a)"
    assert score(station, ("answer_1", right), check=check) == 2.0
