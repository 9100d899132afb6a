"""One notebook judged: the same cell that teaches in the kernel judges here, and the student can't reach it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sitting import START, exam, notebook, outputs, sit, station

from autograder.grade.exam import Exam
from autograder.grade.result import Outcome, Result, Task
from autograder.grade.station import Station

__all__ = ["station"]
CUBE = "def cube_slope(x):\n    return 3 * x**2"
CUBE_CHECK = """
check.gradient(cube_slope, of=lambda x: x**3, at=2.0)
### BEGIN HIDDEN TESTS
check.gradient(cube_slope, of=lambda x: x**3, at=check.points(20))
### END HIDDEN TESTS
"""


def cube(test: str = CUBE_CHECK, **settings: Any) -> Exam:
    return exam(("start", START), ("answer_1", "..."), ("check_1", test), **settings)


def score(found: Result, name: str = "check_1") -> float | None:
    return found.scores[name]


def test_does_a_right_answer_get_its_points_and_a_card(station: Station) -> None:
    found = sit(station, cube(), ("answer_1", CUBE))
    assert found.outcome is Outcome.GRADED
    assert score(found) == 2.0
    assert any("text/html" in output.get("data", {}) for output in outputs(found, "check_1"))
    assert found.verdicts[0]["verdict"]["outcome"] == "right"
    assert not found.forgeable


def test_is_a_wrong_answer_told_what_made_it(station: Station) -> None:
    found = sit(station, cube(), ("answer_1", "def cube_slope(x):\n    return 2 * 3 * x**2"))
    assert score(found) == 0.0
    assert "wrong_coefficient" in json.dumps(found.verdicts)
    assert outputs(found, "check_1")[-1]["ename"] == "CheckFailed"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("def cube_slope(x):\n    raise NotImplementedError()", "Not attempted"),
        ("def cube_slope(x):\n    return x / unknown", "unknown"),
        ("x = 1", "cube_slope"),
        ("def cube_slope(x:", "cube_slope"),
    ],
)
def test_what_is_said_where_there_is_no_answer(station: Station, answer: str, says: str) -> None:
    found = sit(station, cube(), ("answer_1", answer))
    assert score(found) == 0.0
    assert says in json.dumps(outputs(found, "check_1"), ensure_ascii=False)


def test_does_the_test_see_what_a_function_did_to_its_arguments(station: Station) -> None:
    test = """
w = torch.tensor([1.0, 2.0], requires_grad=True)
result = step(w, [w])
assert result is None
assert w.tolist() == [0.5, 1.5] and w.requires_grad and w.is_leaf
assert w.grad.tolist() == [1.0, 1.0]
kept = hold(w)
assert not kept.requires_grad and kept.is_leaf
kept += 1
assert w.tolist() == [1.5, 2.5]  # it shares the storage
assert type(double(w).grad_fn).__name__ == "MulBackward0" and not double(w).is_leaf
"""
    answer = """
def step(w, again):
    assert again[0] is w
    w.sum().backward()
    with torch.no_grad():
        w -= 0.5 * w.grad
def hold(w):
    return w.detach()
def double(w):
    return 2 * w
"""
    found = sit(station, cube(test), ("answer_1", answer))
    assert score(found) == 2.0, outputs(found, "check_1")


def test_do_errors_warnings_and_prints_come_over(station: Station) -> None:
    test = """
check.raises(refuse, error=ValueError, saying="too small", at=[(1.0,)])
import warnings
with warnings.catch_warnings(record=True) as fallen:
    warnings.simplefilter("always")
    grumble()
assert "mind the step" in str(fallen[0].message)
w = torch.ones(2, requires_grad=True)
try:
    stumble(w)
except KeyError:
    assert w.grad.tolist() == [1.0, 1.0]  # what was done before the error is done
"""
    answer = """
class TooSmall(ValueError): pass
def refuse(x): raise TooSmall("this is too small")
def stumble(w):
    w.sum().backward()
    raise KeyError("too late")
def grumble():
    import warnings
    warnings.warn("mind the step")
    print("said aloud")
"""
    found = sit(station, cube(test), ("answer_1", answer))
    assert score(found) == 2.0, outputs(found, "check_1")
    assert "said aloud" in json.dumps(outputs(found, "check_1"))


def test_can_a_test_look_with_a_probe(station: Station) -> None:
    test = """
@check.probe
def after_two(number):
    counter = Counter(number)
    counter.up()
    counter.up()
    return {"count": counter.count, "kind": type(counter).__name__}
assert after_two(5) == {"count": 7, "kind": "Counter"}
"""
    answer = "class Counter:\n    def __init__(self, n): self.count = n\n    def up(self): self.count += 1"
    found = sit(station, cube(test), ("answer_1", answer))
    assert score(found) == 2.0, outputs(found, "check_1")


def test_does_a_probe_see_the_given_names_as_they_were_given(station: Station) -> None:
    test = """
@check.probe
def doubled_box(number):
    box = Box(number)
    double(box)
    return box.inside
assert doubled_box(5) == 10
"""
    on = exam(
        ("start", START),
        ("given", "class Box:\n    def __init__(self, inside): self.inside = inside"),
        ("answer_1", "..."),
        ("check_1", test),
    )
    forged = "class Box:\n    def __init__(self, inside): self.inside = 2 * inside\ndef double(box): pass"
    assert score(sit(station, on, ("answer_1", forged))) == 0.0
    honest = "def double(box):\n    assert isinstance(box, Box)\n    box.inside *= 2"
    assert score(sit(station, on, ("answer_1", honest))) == 2.0


def test_is_a_given_function_the_master_s_whatever_the_student_makes_of_it(station: Station) -> None:
    on = exam(
        ("start", START),
        ("given", "def ratio(x):\n    return x**3 / (1 + x**2)"),
        ("answer_1", "..."),
        ("check_1", "check.gradient(ratio_slope, of=ratio, at=check.points(5))"),
    )
    forged = "def ratio(x):\n    return 0 * x\ndef ratio_slope(x):\n    return 0 * x"
    assert score(sit(station, on, ("answer_1", forged))) == 0.0
    honest = "def ratio_slope(x):\n    return torch.func.grad(lambda x: ratio(x).sum())(x)"
    assert score(sit(station, on, ("answer_1", honest))) == 2.0
    without = [cell for cell in on.cells if cell.grade_id != "given"]
    cells = [(cell.grade_id, forged if cell.solution else cell.source) for cell in without]
    found = station.submit(Task("ada", on, notebook(*cells))).result()
    assert score(found) == 0.0


def test_do_functions_of_the_given_cells_cross_by_name(station: Station) -> None:
    on = exam(
        ("start", START),
        ("given", "def shift(x):\n    return x + 1"),
        ("answer_1", "..."),
        ("check_1", "assert apply(shift, 2.0) == 3.0\nassert apply(torch.sin, torch.zeros(2)).tolist() == [0, 0]"),
    )
    found = sit(station, on, ("answer_1", "def apply(f, x):\n    return f(x)"))
    assert score(found) == 2.0, outputs(found, "check_1")


def test_is_autograd_refused_in_the_students_process_where_work_is_by_hand(station: Station) -> None:
    on = cube("check.gradient(cube_slope, of=lambda x: x**3, at=2.0, by_hand=True)")
    sly = "tools = [torch]\ndef cube_slope(x):\n    return tools[0].func.jacrev(lambda x: x**3)(x)"
    found = sit(station, on, ("answer_1", sly))
    assert score(found) == 0.0
    assert "by hand" in json.dumps(outputs(found, "check_1"))


def test_does_an_endless_function_cost_its_own_points_only(station: Station) -> None:
    on = exam(
        ("start", START),
        ("answer_1", "..."),
        ("check_1", "assert one() == 1"),
        ("answer_2", "..."),
        ("check_2", "assert two() == 2"),
        cell_seconds=1,
    )
    found = sit(station, on, ("answer_1", "def one():\n    while True: pass"), ("answer_2", "def two(): return 2"))
    assert (score(found), score(found, "check_2")) == (0.0, 2.0)
    assert any("time limit" in note for note in found.notes)


def test_does_a_process_that_ends_keep_what_was_scored_before(station: Station) -> None:
    on = exam(
        ("start", START),
        ("answer_1", "..."),
        ("check_1", "assert one() == 1"),
        ("answer_2", "..."),
        ("check_2", "assert two() == 2"),
    )
    end = "import os\ndef two(): os._exit(0)"
    found = sit(station, on, ("answer_1", "def one(): return 1"), ("answer_2", end))
    assert (score(found), score(found, "check_2")) == (2.0, 0.0)
    assert any("ended the Python process" in note for note in found.notes)


def test_is_a_test_that_never_ends_on_our_side_stopped(station: Station) -> None:
    on = cube("n = size()\nwhile n > 0: n = n + 1", cell_seconds=1)
    found = sit(station, on, ("answer_1", "def size(): return 1"))
    assert score(found) == 0.0
    assert found.seconds < 30


def test_do_foreign_tests_run_in_the_kernel_if_the_course_says_so(station: Station) -> None:
    on = exam(("answer_1", "..."), ("check_1", "assert value == 3\nvalue"), tests="in_kernel")
    found = sit(station, on, ("answer_1", "value = 3"))
    assert found.forgeable
    assert score(found) == 0.0  # 3 of 2 points: more than there is to get
    assert sit(station, on, ("answer_1", "value = 4")).scores["check_1"] == 0.0


def test_is_the_next_student_s_process_pristine(station: Station) -> None:
    dirty = "import math\nmath.left = torch.left = 1\nopen('left.txt', 'w').write('x')"
    look = (
        "import os, math\ndef left():\n    return any(hasattr(m, 'left') for m in (torch, math)) or bool(os.listdir())"
    )
    on = cube("assert left() == expected()")
    first = sit(station, on, ("", dirty), ("answer_1", look + "\ndef expected(): return True"))
    second = sit(station, on, ("answer_1", look + "\ndef expected(): return False"))
    assert score(first) == 2.0
    assert score(second) == 2.0


def test_are_files_beside_the_notebook_there(station: Station) -> None:
    on = cube("assert read() == 'data' and helped() == 4")
    answer = "from helper import helped\ndef read(): return open('deep/data.txt').read()"
    files = {"deep/data.txt": b"data", "helper.py": b"def helped(): return 4"}
    found = sit(station, on, ("answer_1", answer), files=files)
    assert score(found) == 2.0, outputs(found, "check_1")


def test_is_a_fault_of_ours_no_student_s_zero(station: Station) -> None:
    """A test that makes the grader's own code fall over: here, with an argument that can't cross."""
    found = sit(station, cube("cube_slope(lambda: 1)"), ("answer_1", CUBE))
    assert found.outcome is Outcome.FAILED
    assert "probe" in found.reason


@pytest.mark.parametrize("answer", ["def cube_slope(x): return object()", "def cube_slope(x): return (y for y in [x])"])
def test_does_what_is_no_data_cost_the_points_and_nothing_else(station: Station, answer: str) -> None:
    for test in (
        CUBE_CHECK,
        "assert cube_slope(2.0) + 1 == 13",
        "assert cube_slope(2.0)",
        "assert cube_slope(2.0) == 12",
    ):
        found = sit(station, cube(test), ("answer_1", answer))
        assert found.outcome is Outcome.GRADED
        assert score(found) == 0.0


BY_HAND = "check.gradient(cube_slope, of=lambda x: x**3, at=[2.0, 1.0], by_hand=True)"
REBIND = 'import timeit\ntimeit.timeit("import __main__\\n__main__.cube_slope = lambda x: {}", number=1)'


def test_is_what_was_read_what_is_run_where_work_is_by_hand(station: Station) -> None:
    """A notebook that gives the name another function, in a way that no reader of its text will see."""
    right, wrong = "3 * x**2", "0 * x"
    for text, rebound, points in ((right, wrong, 2.0), (wrong, right, 0.0)):
        cells = ("answer_1", f"def cube_slope(x):\n    return {text}"), ("", "pass")
        hidden = (cells[0][0], f"{cells[0][1]}\n{REBIND.format(rebound)}")
        assert score(sit(station, cube(BY_HAND), hidden)) == points


def test_does_a_by_hand_answer_that_never_ends_cost_its_own_points_only(station: Station) -> None:
    on = exam(
        ("start", START),
        ("answer_1", "..."),
        ("check_1", BY_HAND),
        ("answer_2", "..."),
        ("check_2", "assert two() == 2"),
        cell_seconds=1,
    )
    endless = "def cube_slope(x):\n    while True:\n        x = x + 1"
    found = sit(station, on, ("answer_1", endless), ("answer_2", "def two(): return 2"))
    assert (score(found), score(found, "check_2")) == (0.0, 2.0)


def test_has_the_same_code_the_same_inputs_whenever_it_is_graded_and_other_code_other_ones(station: Station) -> None:
    test = "print(check.points(), torch.rand(1), draw())"
    source = "import random\ndef draw():\n    return random.random(), torch.rand(1).item()"
    first, second, other = (
        outputs(sit(station, cube(test), ("answer_1", text)), "check_1")[0]["text"]
        for text in (source, source, f"{source}  # mine")
    )
    assert first == second
    assert not set(first.split()) & set(other.split()), (first, other)
    harder = sit(station, cube(f"{test} or 2"), ("answer_1", source))
    assert outputs(harder, "check_1")[0]["text"] != first


@pytest.mark.parametrize(
    "test",
    [
        "_ = cube_slope(1)",
        "import sys\nprint('a word', file=sys.stderr)",
        "import warnings\nwarnings.warn('ours')",
    ],
)
def test_do_words_on_stderr_cost_nothing_and_show_nothing(station: Station, test: str) -> None:
    """A warning that torch gives once a process would else cost whoever comes first their points."""
    answer = "import warnings\ndef cube_slope(x):\n    warnings.warn('theirs')\n    return 3 * x**2"
    found = sit(station, cube(test), ("answer_1", answer))
    assert score(found) == 2.0
    assert not [output for output in outputs(found, "check_1") if output.get("name") == "stderr"]
