"""What a check costs: importing it, checking an answer on 20 random cases, diagnosing a wrong one.

    autograder bench

Prints medians. It asserts first that the answers get the verdicts they deserve; a slow machine fails nothing.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

IMPORT = (
    "import time, torch\nstart = time.perf_counter()\nfrom autograder import check\ncheck.gradient\n"
    "print(time.perf_counter() - start)"
)
TIMES = 7
REPEATS = 40


def importing() -> float:
    """Seconds that `from autograder import check` adds to an interpreter that has torch, in a new process."""
    done = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
    return float(done.stdout)


def checking() -> tuple[list[float], list[float]]:
    """Seconds of a check on 20 cases with a right answer, and with a wrong one that is diagnosed."""
    import torch

    from autograder import check
    from autograder.learn import notebook

    def wave(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return torch.sin(x**2) * y

    def right(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return 2 * x * torch.cos(x**2) * y, torch.sin(x**2)

    def wrong(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.cos(x**2) * y, torch.sin(x**2)

    def put(answer: Callable[..., object]) -> check.Verdict:
        return check.gradient(answer, of=wave, at=check.cases(20, (), ()), practice=True)

    notebook.show = lambda thing: None
    if (
        not put(right)
        or (found := put(wrong)).diagnosis is None
        or found.diagnosis.mistakes != ("inner_derivative_missing",)
    ):
        raise SystemExit("the answers of the benchmark do not get the verdicts that they deserve")
    return timed(lambda: put(right)), timed(lambda: put(wrong))


def timed(call: Callable[[], object]) -> list[float]:
    spent = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return spent


def main(argv: Sequence[str] | None = None) -> int:
    argparse.ArgumentParser(
        prog="autograder bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    ).parse_args(argv)
    imports = [importing() for _ in range(TIMES)]
    right, wrong = checking()
    print(f"import of check, median: {statistics.median(imports):.3f} s")
    print(f"check of 20 cases, median: {1000 * statistics.median(right):.1f} ms")
    print(f"check and diagnosis of a wrong answer, median: {1000 * statistics.median(wrong):.1f} ms")
    return 0
