"""Run through our own grader: is a wrong solution found, a stub that passes, a test that a constant passes, and is what
is right left alone? One notebook holds all the defects; it is handed in once for the whole file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import small

from autograder import cli
from autograder.author import lint
from autograder.author.lint import constants, finding, sitting
from autograder.grade.exam import Settings

DOUBLE = "def {name}(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
HIDE = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"

# exercise: answer, test, the rule that finds it ("" for none), a part of what is said
EXERCISES: dict[str, tuple[str, str, str, str]] = {
    "sound": (DOUBLE, f"assert {{name}}(1) == 2\n{HIDE.format('assert {name}(5) == 10')}", "", ""),
    "wrong_solution": (
        DOUBLE,
        "assert {name}(1) == 3",
        "solution-fails",
        "gets 0 of 2 points. It says: AssertionError",
    ),
    "stub_passes": (DOUBLE, "assert callable({name})", "stub-passes", "2 of 2 points"),
    "stub_is_the_solution": ("{name} = 5", "assert True", "stub-passes", "2 of 2 points"),
    "zero_passes": (
        DOUBLE,
        "assert {name}(0) == 0",
        "constant-passes",
        "zeros in the shape of the right result gets",
    ),
    "nan_passes": (
        DOUBLE,
        "assert not abs({name}(1) - 2) > 0.1\nassert not abs({name}(3) - 6) > 0.1",
        "constant-passes",
        "returns nan",
    ),
    "first_passes": (
        DOUBLE,
        f"assert {{name}}(2) == 4\n{HIDE.format('assert {name}(2) == 4')}",
        "constant-passes",
        "its first right result for every input",
    ),
    "shape_passes": (
        "import numpy as np\n" + DOUBLE,
        "import numpy as np\nfor n in (2, 3):\n    assert {name}(np.ones(n)).shape == (n,)",
        "constant-passes",
        "so does one that returns ones in the shape",
    ),
    "argument_passes": (
        DOUBLE.replace("2 * x", "max(x, x)"),
        "assert {name}(3) == 3\nassert {name}(4) == 4",
        "constant-passes",
        "its first argument gets",
    ),
    "nothing_passes": (
        DOUBLE.replace("return 2 * x", "print(x)"),
        "assert {name}(3) is None",
        "constant-passes",
        "one that returns None.",
    ),
    "effect": (
        DOUBLE.replace("return 2 * x", "x.append(1)"),
        "for n in (0, 2):\n    given = [0] * n\n    {name}(given)\n    assert len(given) == n + 1",
        "",
        "",
    ),
    "prediction": (
        "def {name}():\n    ### BEGIN SOLUTION\n    return 4\n    ### END SOLUTION",
        "assert {name}() == 4",
        "",
        "",
    ),
    "value": ("### BEGIN SOLUTION\n{name} = 3\n### END SOLUTION", "assert {name} == 3", "", ""),
    "refuses": (
        "def {name}(x):\n    ### BEGIN SOLUTION\n    raise ValueError\n    ### END SOLUTION",
        "try:\n    {name}(2)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError",
        "",
        "",
    ),
    "tensors": (
        "import torch\n" + DOUBLE,
        "import torch\nfor n in (2, 3):\n    assert {name}(torch.ones(n)).sum() == 2 * n",
        "",
        "",
    ),
}


def book(cells: list[dict[str, Any]]) -> str:
    return json.dumps({**small.master(), "cells": cells})


def exercise(name: str) -> list[dict[str, Any]]:
    answer, test, _, _ = EXERCISES[name]
    return [
        small._cell(f"answer_{name}", answer.format(name=name), solution=True, locked=False),
        small._cell(f"check_{name}", test.format(name=name), grade=True, points=2),
    ]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], lint.Finding]:
    """(notebook, cell) → what was found there."""
    folder = tmp_path_factory.mktemp("masters")
    (folder / "all.ipynb").write_text(book([cell for name in EXERCISES for cell in exercise(name)]))
    loop = DOUBLE.format(name="double").replace("return 2 * x", "while True: pass")
    cells = [*exercise("sound"), small._cell("answer_loop", loop, solution=True, locked=False)]
    cells += [small._cell("check_loop", "assert double(1) == 2", grade=True, points=1)]
    (folder / "loop.ipynb").write_text(book(cells))
    (folder / "broken.ipynb").write_text("{")
    (folder / "prose.ipynb").write_text(book([small._cell("title", "# Nothing to test", kind="markdown")]))
    found = sitting.masters(sorted(folder.glob("*.ipynb")))
    quick = [sitting.Master(m.book, Settings(cell_seconds=1, notebook_seconds=4), m.stubs, {}) for m in found]
    assert [master.book.path.name for master in quick] == ["all.ipynb", "loop.ipynb"]
    findings = sitting.sit(quick)
    made = {(Path(entry.path).name, entry.id): entry for entry in findings}
    assert len(made) == len(findings)
    return made


@pytest.mark.parametrize("name", EXERCISES)
def test_is_a_defect_found_by_its_rule_and_what_is_sound_left_alone(
    told: dict[tuple[str, str], lint.Finding], name: str
) -> None:
    _, _, rule, words = EXERCISES[name]
    entry = told.get(("all.ipynb", f"check_{name}"))
    assert (entry.rule if entry else "") == rule, entry
    assert words in (entry.message if entry else "")


def test_is_a_solution_that_never_ends_stopped_and_named(told: dict[tuple[str, str], lint.Finding]) -> None:
    assert told["loop.ipynb", "check_loop"].rule == "solution-fails"
    assert ("loop.ipynb", "check_sound") not in told


def test_does_the_command_run_masters_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(book(exercise("sound")))
    said = finding.tell(path, finding.read(path).cells[1], "stub-passes", "The stub gets 2 of 2 points.", "Test more.")
    monkeypatch.setattr(sitting, "sit", lambda masters, step: [said])
    assert cli.main(["lint", str(path)]) == cli.OK
    assert cli.main(["lint", str(path), "--select", "points"]) == cli.OK
    assert cli.main(["lint", str(path), "--select", "stub-passes"]) == cli.PROBLEM
    capsys.readouterr()
    assert cli.main(["lint", str(path), "--run", "--json"]) == cli.PROBLEM
    assert json.loads(capsys.readouterr().out)["findings"] == [said.to_data()]


def test_is_the_stub_what_nbgrader_hands_out(tmp_path: Path) -> None:
    """Held against nbgrader's own step, on every answer of our masters."""
    from nbformat import from_dict
    from nbgrader.preprocessors import ClearSolutions

    clear = ClearSolutions(code_stub={"python": sitting.STUBS[0]}, text_stub=sitting.STUBS[1])
    for path in sorted((small.ROOT / "source").glob("*/*.ipynb")):
        for cell in finding.read(path).cells:
            if cell.about.get("solution"):
                raw = from_dict({**cell.raw, "source": cell.source})
                made, _ = clear.preprocess_cell(raw, {"language": "python"}, 0)
                assert sitting.cleared(cell, sitting.STUBS) == made.source


def test_is_a_constant_called_without_doing_what_the_true_function_does() -> None:
    source = "def grow(x: list, more=1):\n    x.append(more)\n    return [len(x), 2.5, True, 'a']"
    given: list[int] = [7]
    for words, returned in {
        "zeros in the shape of the right result": [0, 0.0, False, ""],
        "ones in the shape of the right result": [1, 1.0, True, ""],
        "its first right result for every input": [2, 2.5, True, "a"],
        "its first argument": given,
        "None": None,
    }.items():
        names: dict[str, Any] = {}
        exec(constants.constant(source, constants.CONSTANTS[words]), names)
        assert names["grow"](given, more=3) == returned
        assert given == [7]


def test_does_lint_without_run_come_without_torch() -> None:
    import subprocess

    script = (
        "import sys\nfrom autograder.cli import main\nmain(['lint', '--quiet'])\n"
        "print(sorted({'torch', 'nbformat', 'nbgrader', 'IPython', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=small.ROOT)
    assert done.stdout.strip() == "[]"
