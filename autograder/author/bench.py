"""What a check costs (importing it, 20 random cases, diagnosing a wrong answer), what the command line costs, and what
grading costs beside nbgrader's own.

    autograder bench
    autograder bench --submissions 20      shorter; 0 leaves the grading out
    autograder bench --many 10000          only this: the class repeated, memory and pace looked at all the while

Prints medians and ratios. It asserts first that the answers get the verdicts they deserve, and that both gradebooks
hold the same scores; a slow machine fails nothing.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.author import speed
from autograder.author.figures import Figures, show
from autograder.course import CourseError, find

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


def helping() -> float:
    """Seconds of `autograder --help`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "autograder.cli", "--help"], capture_output=True, check=True)
    return time.perf_counter() - start


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="autograder bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--submissions", type=int, default=100, metavar="N", help="graded by nbgrader and by us")
    parser.add_argument("--many", type=int, metavar="N", help="only grade N submissions, by our own command")
    parser.add_argument("--assignment", default="*", metavar="PATTERN", help="for --many: only these")
    parser.add_argument("--course", default=".", metavar="DIR", help="the course folder")
    options = parser.parse_args(argv)
    if options.many:
        return _shown(lambda: speed.many(find(Path(options.course)), options.many, options.assignment))
    imports = [importing() for _ in range(TIMES)]
    right, wrong = checking()
    found = {
        "import of check, median": f"{statistics.median(imports):.3f} s",
        "check of 20 cases, median": f"{1000 * statistics.median(right):.1f} ms",
        "check and diagnosis of a wrong answer, median": f"{1000 * statistics.median(wrong):.1f} ms",
        "autograder --help, median": f"{statistics.median(helping() for _ in range(TIMES)):.3f} s",
    }
    print(show(found), flush=True)
    if not options.submissions:
        return 0
    return _shown(lambda: speed.compare(find(Path(options.course)), options.submissions))


def _shown(measure: Callable[[], Figures]) -> int:
    try:
        print(show(measure()))
    except CourseError as error:
        print(f"autograder bench: {error}", file=sys.stderr)
        return 1
    return 0
