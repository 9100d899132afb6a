"""Does any attack of the corpus gain a point, harm anything or stop the batch, and would we notice if it did?

The whole corpus is run once, as `make attack` does; the other tests hold the runner to what it says.
"""

from __future__ import annotations

import itertools
import json
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.author.attacks import build, guard, read, run, show
from autograder.author.attacks.build import Entry
from autograder.author.attacks.read import Attack, Part
from autograder.author.attacks.run import Ending, Fate, Report
from autograder.course import Course

ROOT = Path(__file__).parents[2]
CORPUS = read.attacks(ROOT)
FAMILIES = {
    *("transform", "patch", "lie", "name", "spy", "rule", "raise", "die", "hang", "big", "bomb", "wire", "escape"),
    *("residue", "shadow", "book", "folder", "out", "detect"),
}
linux = pytest.mark.skipif(sys.platform != "linux", reason="Submissions are confined on Linux only.")


@pytest.fixture(scope="module")
def report() -> Report:
    return run.run(ROOT, CORPUS, say=lambda words: None)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return build.course(ROOT, tmp_path / "course")


@pytest.fixture
def watch(tmp_path: Path, course: Course) -> Iterator[guard.Guard]:
    with guard.guarded(tmp_path, course) as made:
        yield made


def made(**changes: object) -> Attack:
    plain = Attack("lie_x", "lies", "points", "unsolved", "01_scalar_gradients", "graded", ())
    return replace(plain, **changes)  # type: ignore[arg-type]


def fate(**changes: object) -> Fate:
    return replace(Fate(made(), "graded", "", 1.0, 0.0, ()), **changes)  # type: ignore[arg-type]


@linux
def test_does_no_attack_gain_a_point(report: Report) -> None:
    assert not [fate.attack.name for fate in report.fates if fate.gained], show.table(report)


@linux
def test_does_no_attack_change_or_reach_anything(report: Report) -> None:
    assert not report.harm, show.table(report)
    assert not [fate.attack.name for fate in report.fates if fate.harm], show.table(report)


@linux
def test_does_each_attack_end_in_a_grade_or_a_reason_in_time(report: Report) -> None:
    assert len(report.fates) == len(CORPUS)
    assert not [fate.attack.name for fate in report.fates if fate.stopped], show.table(report)
    assert not [fate.attack.name for fate in report.fates if not fate.as_expected], show.table(report)


@linux
def test_do_honest_submissions_score_as_if_alone(report: Report) -> None:
    assert report.honest == build.HONEST
    assert not report.changed


def test_does_the_corpus_have_attacks_of_every_family() -> None:
    assert len(CORPUS) >= 75
    assert {attack.family for attack in CORPUS} == FAMILIES


def test_is_the_table_in_the_documentation_that_of_the_corpus() -> None:
    text = (ROOT / show.DOCUMENT).read_text(encoding="utf-8")
    assert show.put(text, show.section(CORPUS)) == text, "run `autograder attack --write`, look at it, and commit it"


@pytest.mark.parametrize(
    "text",
    [
        "# attack: x\n# wants: money\n# assignment: a\n# expects: graded\n# %% first\n1",
        "# attack: x\n# wants: harm\n# expects: graded\n# %% first\n1",
        "# attack: x\n# wants: harm\n# assignment: a\n# expects: graded\n# %% somewhere\n1",
        "# attack: x\n# wants: harm\n# assignment: a\n# expects: graded\n# %% before\n1",
        "# attack: x\n# wants: harm\n# assignment: a\n# expects: graded\n",
    ],
)
def test_is_an_attack_refused_whose_file_is_malformed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lie_x.py"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"lie_x\.py"):
        read.read(path)


def test_do_an_attacks_cells_stand_where_it_says(course: Course) -> None:
    parts = (
        Part("first", "", "1"),
        Part("replace", "answer_1_2", "2"),
        Part("after", "answer_1_3", "@MARK@"),
        Part("answers", "", "NAME = 4"),
        Part("file", "data/x.txt", "@MARK@"),
    )
    (entry,) = build.Workshop(ROOT).attacked([made(parts=parts)])
    folder = build.hand_in(course, entry, {"MARK": "mark"})
    cells = json.loads((folder / "01_scalar_gradients.ipynb").read_text())["cells"]
    sources = {cell["metadata"].get("nbgrader", {}).get("grade_id", ""): cell["source"] for cell in cells}
    assert cells[0]["source"] == "1"
    assert sources["answer_1_3"] == "ratio_slope = 4"
    assert "mark" in [cell["source"] for cell in cells]
    assert (folder / "data/x.txt").read_text() == "mark"


def test_are_twenty_honest_submissions_spread_over_the_attacks() -> None:
    shop = build.Workshop(ROOT)
    names = sorted(entry.student for entry in [*shop.attacked(CORPUS), *shop.honest(len(CORPUS))])
    honest = [place for place, name in enumerate(names) if ".zz." in name]
    assert len(honest) == build.HONEST
    assert max(after - before for before, after in itertools.pairwise(honest)) < len(CORPUS) / 10


def test_is_a_changed_byte_outside_seen_and_the_attack_named(watch: guard.Guard, tmp_path: Path) -> None:
    sentinel = Path(watch.words("lie_x", tmp_path / "victim")["SENTINEL"])
    watch.start()
    assert watch.harm() == {}
    sentinel.chmod(0o600)
    assert list(watch.harm()) == ["lie_x"]


def test_is_a_file_in_a_shared_place_seen_and_removed(watch: guard.Guard, tmp_path: Path) -> None:
    left = Path("/tmp", watch.words("lie_x", tmp_path / "victim")["MARK"])
    watch.start()
    left.write_text("x")
    assert list(watch.harm()) == ["lie_x"]
    watch.close()
    assert not left.exists()


def test_is_a_connection_to_loopback_heard(watch: guard.Guard, tmp_path: Path) -> None:
    words = watch.words("lie_x", tmp_path / "victim")
    watch.start()
    with socket.create_connection(("127.0.0.1", int(words["PORT"]))) as caller:
        caller.sendall(words["MARK"].encode())
        caller.shutdown(socket.SHUT_WR)
        caller.recv(1)
    assert list(watch.harm()) == ["lie_x"]


def test_is_a_process_that_was_ended_seen(watch: guard.Guard) -> None:
    watch.start()
    watch.decoy.kill()
    watch.decoy.wait()
    assert watch.harm() == {"": ["another process was ended"]}


@pytest.mark.parametrize("change", ["unlink", "submitted", "source"])
def test_is_a_change_of_the_course_seen(watch: guard.Guard, course: Course, change: str) -> None:
    entry = Entry("s", "01_scalar_gradients", {"cells": []})
    folder = build.hand_in(course, entry, {})
    watch.start()
    if change == "unlink":
        (folder / "01_scalar_gradients.ipynb").unlink()
    elif change == "submitted":
        (folder / "more.txt").write_text("x")
    else:
        os.utime(course.master("01_scalar_gradients"))
    assert "" in watch.harm()


def test_does_only_what_a_cell_printed_count_as_a_confession(tmp_path: Path) -> None:
    said = {"output_type": "stream", "name": "stdout", "text": "held\nescaped: read it\n"}
    trace = {"output_type": "error", "text": "escaped: \n", "traceback": ["escaped: in the source line of a traceback"]}
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": [{"source": "escaped: code", "outputs": [said, trace]}]}))
    assert guard.confessions(path) == ["escaped: read it"]


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        ({"gained": 2.0}, "attacks that gained: 1"),
        ({"harm": ("it wrote",)}, "attacks that harmed: 1"),
        ({"ended": "failed"}, "attacks that stopped the batch: 1"),
        ({"seconds": 100.0}, "attacks that stopped the batch: 1"),
    ],
)
def test_is_a_run_unclean_when_an_attack_got_something(bad: dict[str, object], line: str) -> None:
    assert Report((fate(),), (), (), 20).clean
    unclean = Report((fate(), fate(**bad)), (), (), 20)
    assert not unclean.clean
    assert line in show.figures(unclean)
    assert "lie_x: " in show.table(unclean)


def test_is_a_point_counted_that_the_same_submission_without_the_attack_does_not_get(course: Course) -> None:
    entry = Entry("s", "01_scalar_gradients", {}, made())
    alone = {
        ("base.unsolved.01_scalar_gradients", "01_scalar_gradients"): Ending("graded", "", 1.0, {"a": 1.0, "b": 0.0})
    }
    found = {("s", "01_scalar_gradients"): Ending("graded", "", 1.0, {"a": 0.0, "b": 2.0})}
    assert run._fate(course, entry, found, alone, {}).gained == 2.0
