"""A peer's course: nbgrader's own example with its sample submissions, as the package installs them. Its tests look
into the kernel (one deletes a student's function to see whether another uses it), so they run `in_kernel`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbgrader
import pytest

from autograder import cli
from autograder.author import speed
from autograder.grade.scoring import FORGEABLE

EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"


def nbgrader_(place: Path, *arguments: str) -> None:
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=place, env={**os.environ, "PATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same quickstart course twice: graded by nbgrader, and by us."""
    base = tmp_path_factory.mktemp("peer")
    for name in ("stock", "ours"):
        nbgrader_(base, "quickstart", name)
        shutil.copytree(EXAMPLE / "submitted", base / name / "submitted")
    nbgrader_(base / "stock", "generate_assignment", "ps1")
    nbgrader_(base / "stock", "autograde", "ps1")
    config = base / "ours" / "nbgrader_config.py"
    config.write_text(config.read_text() + '\nc.Execute.tests = "in_kernel"\n')
    assert cli.main(["grade", "--course", str(base / "ours"), "--workers", "1"]) == cli.OK
    return base / "stock", base / "ours"


def test_do_we_give_nbgrader_s_example_course_nbgrader_s_scores(courses: tuple[Path, Path]) -> None:
    speed.same(*courses)
    found = speed.rows(courses[1], speed.GRADES)
    assert len(found) == 18  # two students, nine graded cells
    assert {row[4] for row in found} >= {0.0, None, 1.0}  # wrong, waiting for a person, right


def test_is_it_written_down_that_these_scores_can_be_forged(courses: tuple[Path, Path]) -> None:
    marks = speed.rows(courses[1], "select student, notebook, forgeable from autograder_graded order by 1, 2")
    assert [row[2] for row in marks] == [1, 1, 1, 1]
    said = {row[3] for row in speed.rows(courses[1], speed.COMMENTS)}
    assert said <= {FORGEABLE, "No response."}
    assert FORGEABLE in said
    assert {row[3] for row in speed.rows(courses[0], speed.COMMENTS)} <= {None, "No response."}
