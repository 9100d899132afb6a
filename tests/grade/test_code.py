"""What is read from code without running it."""

from __future__ import annotations

import pytest

from autograder.grade import code


def test_does_a_cell_need_the_names_that_its_functions_look_up_and_not_their_own() -> None:
    source = "def known(x, h=2):\n    y = x + far\n    return lambda z: near(z, y)\nknown(answer)"
    assert code.compiled(source, "<a>").needs == {"far", "near", "answer", "known"}


def test_is_the_value_at_the_end_kept_apart_unless_a_semicolon_says_no() -> None:
    assert code.compiled("1\n2", "<a>").last is not None
    assert code.compiled("1\n2;", "<b>").last is None
    assert code.compiled("x = 1", "<c>").last is None


def test_are_pictures_left_out_where_nobody_looks() -> None:
    names: dict[str, object] = {}
    cell = code.compiled("a = 1\ndraw.graph(a)\nprint(a)\nexplore.tangent(f, at=1.0)", "<a>", without=code.SHOWS)
    exec(cell.body, names)
    assert cell.last is None
    assert names["a"] == 1


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import a.b, c as d\nfrom e import f", {"a", "d", "f"}),
        ("def g(x):\n    y = x\nclass H:\n    z = 1", {"g", "H"}),
        ("for i in []:\n    j, (k, *m) = i\nwith w as v: u: int = 1", {"i", "j", "k", "m", "v", "u"}),
        ("if (n := 3): del n", {"n"}),
        ("def f():\n    global loud\n    loud = 1", {"f"}),
        ("not python", set()),
        ("%time t = 1", set()),
    ],
)
def test_which_names_does_a_cell_bind(source: str, names: set[str]) -> None:
    assert code.binds(source) == names


def test_is_a_hidden_test_cut_out_of_what_the_student_sees() -> None:
    source = "import a\n### BEGIN HIDDEN TESTS\nimport secret\n### END HIDDEN TESTS\nimport b"
    assert code.visible(source) == "import a\nimport b"
    assert code.imports(code.visible(source)) == "import a\nimport b"


def test_is_what_a_cell_draws_taken_apart_from_what_it_does() -> None:
    assert code.split("w = 1\ndraw.graph(w)\nprint(w)") == ("w = 1\nprint(w)", "draw.graph(w)")
    assert code.split("w = 1  # kept as it is") == ("w = 1  # kept as it is", "")
    assert code.split("%magic\ndraw.graph(w)") == ("%magic\ndraw.graph(w)", "")
