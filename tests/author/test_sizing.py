"""The sizing table of docs/scaling.md."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.author import sizing
from autograder.author.sizing import Cost

ROOT = Path(__file__).parents[2]
COST = Cost(core=0.2, writer=0.01, start=4)


def test_is_the_table_what_the_measured_cost_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert sizing.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("submissions", "cores", "seconds"),
    [(100, 1, 24), (100, 2, 14), (10_000, 16, 129), (10_000, 20, 104), (10_000, 256, 104)],
)
def test_do_workers_and_writer_work_at_the_same_time(submissions: int, cores: int, seconds: float) -> None:
    assert COST.seconds(submissions, cores) == pytest.approx(seconds)


def test_is_it_said_where_more_cores_would_not_help() -> None:
    hundred_thousand = sizing.table(COST).splitlines()[-3]
    assert hundred_thousand == "| 100,000 | 2.8 h | 83 min | 21 min | *17 min* | *17 min* |"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "5 s"), (89, "89 s"), (90, "1.5 min"), (120, "2 min"), (3000, "50 min"), (5400, "1.5 h"), (40000, "11 h")],
)
def test_are_durations_those_of_an_estimate(seconds: float, words: str) -> None:
    assert sizing.duration(seconds) == words


def test_are_the_figures_read_from_the_page_of_measurements(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("# Figures\n\n- core seconds per submission: 0.148\nwriter seconds per submission: 0.012\n")
    assert sizing.cost(page) == Cost(0.148, 0.012, sizing.ASSUMED.start)
    assert sizing.cost(tmp_path / "none.md") == sizing.ASSUMED


def test_is_a_table_that_is_out_of_date_refused_and_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / sizing.PAGE, tmp_path / "docs")
    sizing.FIGURES.write_text("core seconds per submission: 7\n")
    before = sizing.PAGE.read_text()
    assert sizing.main(["--check"]) == 1
    assert "run `make docs`" in capsys.readouterr().err
    assert sizing.main([]) == 0
    assert sizing.main(["--check"]) == 0
    after = sizing.PAGE.read_text()
    assert "Measured (docs/performance.md): 7 s of a core" in after
    assert after.partition("<!-- sizing")[0] == before.partition("<!-- sizing")[0]
    assert after.partition("<!-- /sizing")[2] == before.partition("<!-- /sizing")[2]
