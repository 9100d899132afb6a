"""The sizing table of docs/scaling.md: how long a class takes, computed from what `make bench` measured.

    autograder sizing             write it
    autograder sizing --check     fail if what is written is not what the figures give

The figures are lines `name: figure` in docs/performance.md.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

PAGE, FIGURES = Path("docs/scaling.md"), Path("docs/performance.md")
BEGIN, END = "<!-- sizing: ", "<!-- /sizing -->"
SUBMISSIONS = (100, 1_000, 10_000, 100_000)
PLACES = {"laptop, 2 cores": 2, "4 cores": 4, "server, 16 cores": 16, "64 cores": 64, "cluster, 256 cores": 256}


@dataclass(frozen=True)
class Cost:
    """Seconds. `core` is spent by some core on one submission, `writer` by the one process that writes it down."""

    core: float
    writer: float
    start: float
    measured: bool = True

    def seconds(self, submissions: int, cores: int) -> float:
        """Of the clock. Workers and writer work at the same time, so the slower of the two decides."""
        return self.start + submissions * max(self.core / cores, self.writer)

    def waits_for_the_writer(self, cores: int) -> bool:
        return self.writer > self.core / cores


NAMES = {
    "core": "core seconds per submission",
    "writer": "writer seconds per submission",
    "start": "seconds to start",
}
ASSUMED = Cost(core=0.25, writer=0.03, start=5.0, measured=False)  # a guess, until there is a measurement


def cost(figures: Path) -> Cost:
    """What was measured; what was assumed beforehand where there is no measurement yet."""
    text = figures.read_text(encoding="utf-8") if figures.exists() else ""
    found = {name: figure for name, words in NAMES.items() if (figure := _figure(words, text)) is not None}
    return replace(ASSUMED, **found, measured=True) if found else ASSUMED


def _figure(words: str, text: str) -> float | None:
    found = re.search(rf"^\W*{re.escape(words)}\W+([0-9]+(?:\.[0-9]+)?)", text, re.MULTILINE)
    return float(found[1]) if found else None


def table(by: Cost) -> str:
    """One row a class size, one column a place; in italics what waits for the writer."""
    source = "Measured (docs/performance.md)" if by.measured else "Assumed, not measured yet"
    heads = ["submissions", *PLACES]
    lines = [
        f"{source}: {by.core:g} s of a core for a submission, {by.writer:g} s of the writer, {by.start:g} s to start.",
        "",
        f"| {' | '.join(heads)} |",
        f"| {' | '.join(['---:'] * len(heads))} |",
    ]
    for submissions in SUBMISSIONS:
        times = [_time(by, submissions, cores) for cores in PLACES.values()]
        lines.append(f"| {submissions:,} | {' | '.join(times)} |")
    return "\n".join([*lines, "", "*In italics: the writer sets the pace; more cores would not help.*"])


def _time(by: Cost, submissions: int, cores: int) -> str:
    words = duration(by.seconds(submissions, cores))
    return f"*{words}*" if by.waits_for_the_writer(cores) else words


def duration(seconds: float) -> str:
    """To two digits at most: it is an estimate."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= 1.5 * length:
            count = seconds / length
            return f"{count:.0f} {unit}" if count >= 10 else f"{count:.1f}".removesuffix(".0") + f" {unit}"
    return f"{seconds:.0f} s"


def page(text: str, by: Cost) -> str:
    """The page with the table between its markers; all else stays."""
    head, marker, rest = text.partition(BEGIN)
    said, _, tail = rest.partition("-->\n")
    _, end, after = tail.partition(END)
    if not marker or not end:
        raise ValueError(f"{PAGE} has lost the markers around its table: {BEGIN}… --> and {END}")
    return f"{head}{marker}{said}-->\n{table(by)}\n{end}{after}"


def main(argv: Sequence[str] | None = None) -> int:
    """0 when the table is written (or is up to date), 1 when --check finds it is not."""
    parser = argparse.ArgumentParser(
        prog="autograder sizing", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(argv).check
    text = PAGE.read_text(encoding="utf-8")
    wanted = page(text, cost(FIGURES))
    if not check:
        PAGE.write_text(wanted, encoding="utf-8")
        print(f"{PAGE} is written.")
        return 0
    if text == wanted:
        print(f"{PAGE} is up to date.")
        return 0
    print(f"{PAGE} is not what {FIGURES} gives; run `make docs`, look at the change, and commit it.", file=sys.stderr)
    return 1
