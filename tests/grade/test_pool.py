"""Jobs in worker processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from autograder.grade import pool


def work(job: int) -> str:
    if job == 3:
        os._exit(1)  # as if the kernel had sent the grader a SIGKILL
    return f"done {job}"


def leave_a_mark(path: Path) -> None:
    path.touch()
    time.sleep(0.05)


def test_does_a_killed_worker_cost_its_own_job_alone() -> None:
    found = dict(pool.run(work, range(6), workers=2, lost=lambda job: f"lost {job}"))
    assert found == {job: "lost 3" if job == 3 else f"done {job}" for job in range(6)}


def test_does_an_interruption_leave_the_rest_undone(tmp_path: Path) -> None:
    found = pool.run(leave_a_mark, [tmp_path / str(job) for job in range(300)], workers=2, lost=lambda job: None)
    next(found)
    with pytest.raises(KeyboardInterrupt):
        found.throw(KeyboardInterrupt())
    assert len(list(tmp_path.iterdir())) < 300


def test_is_nothing_started_for_no_jobs() -> None:
    assert list(pool.run(work, [], workers=2, lost=str)) == []
