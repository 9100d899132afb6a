"""Runs one function over many jobs in worker processes. No job can take another one down: one whose worker dies is
tried once more by itself, and if that worker dies too, it is told apart from the rest."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")


def run(work: Callable[[J], R], jobs: Sequence[J], *, workers: int, lost: Callable[[J], R]) -> Generator[tuple[J, R]]:
    """(job, result) as they come. `work` never raises; `lost(job)` is the result of a job that killed its worker."""
    broken: list[J] = []
    yield from _run(work, jobs, workers, broken)
    for job in broken:
        again: list[J] = []
        yield from _run(work, [job], 1, again)
        if again:
            yield job, lost(job)


def _run(work: Callable[[J], R], jobs: Sequence[J], workers: int, broken: list[J]) -> Generator[tuple[J, R]]:
    """What a broken pool left undone is put into `broken`."""
    if not jobs:
        return
    context = multiprocessing.get_context("spawn")  # a fork would take over threads and database handles
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context, initializer=_settle) as pool:
        waiting: dict[Future[R], J] = {pool.submit(work, job): job for job in jobs}
        try:
            for done in as_completed(waiting):
                try:
                    yield waiting[done], done.result()
                except BrokenProcessPool:
                    broken.append(waiting[done])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _settle() -> None:
    """One thread for each worker's kernels: they share the machine with the other workers."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def default_workers() -> int:
    return max(1, min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))
