"""The corpus of answers, put to the checks: is every wrong one rejected and named, every right one accepted?

    autograder corpus                 the figures, and every answer that is judged wrongly
    autograder corpus 02_chain_rule   one assignment

An answer is a file `tests/corpus/ASSIGNMENT/EXERCISE/{wrong,right}_*.py`. Its first line says
`# mistake: ID` (or `ID + ID`, or `none` for a mistake that the bank doesn't know) or `# why: …`.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import json
import linecache
import sys
import traceback
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.learn import cases, notebook, record
from autograder.learn.mistakes import catalog
from autograder.learn.verdict import CheckFailed, Diagnosis, Outcome, Verdict

CORPUS = Path("tests/corpus")


@dataclass(frozen=True)
class Answer:
    """One file of the corpus."""

    path: Path
    assignment: str
    exercise: str
    right: bool
    mistakes: frozenset[str]  # empty for a right answer, and where the bank is not expected to know it


@dataclass(frozen=True)
class Judged:
    """What the exercise's whole test cell made of an answer; `verdict` is None when nothing failed."""

    answer: Answer
    verdict: Verdict | None
    line: int = 0  # of the test cell: the check that rejected it

    @property
    def accepted(self) -> bool:
        return self.verdict is None

    @property
    def diagnosis(self) -> Diagnosis | None:
        return self.verdict.diagnosis if self.verdict is not None else None

    @property
    def named(self) -> bool:
        """The mistake that the author wrote is the one that the verdict names (or one of two it offers)."""
        found = self.diagnosis
        if found is None or not self.answer.mistakes:
            return False
        told = frozenset(found.mistakes)
        return self.answer.mistakes == told if found.sure else self.answer.mistakes <= told

    @property
    def misnamed(self) -> bool:
        return not self.answer.right and self.diagnosis is not None and not self.named


def answers(root: Path, only: Sequence[str] = ()) -> list[Answer]:
    """All answers of the corpus, in order."""
    files = sorted((root / CORPUS).glob("[0-9]*/*/*.py"))
    return [_answer(path) for path in files if not only or path.parts[-3] in only]


def _answer(path: Path) -> Answer:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    kind, _, words = first.removeprefix("# ").partition(": ")
    right = path.name.startswith("right_")
    if kind not in ("mistake", "why") or right != (kind == "why"):
        raise ValueError(f"{path}: the first line must be “# mistake: …” (wrong_*) or “# why: …” (right_*)")
    told = frozenset() if right or words.strip() == "none" else _names(words.strip())
    return Answer(path, path.parts[-3], path.parts[-2], right, told)


def _names(words: str) -> frozenset[str]:
    """Ids of the catalog, joined by plus signs; or a sentence that the exercise says itself."""
    ids = frozenset(words.replace(" ", "").split("+"))
    return ids if ids <= set(catalog.every()) else frozenset({words})


class Exercises:
    """The master of an assignment: its given cells run once, its test cells by exercise number."""

    def __init__(self, root: Path, assignment: str) -> None:
        path = root / "source" / assignment / f"{assignment}.ipynb"
        cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
        self.tests = {_number(cell): "".join(cell["source"]) for cell in cells if _is(cell, "grade")}
        self.names: dict[str, Any] = {"__name__": "__main__"}
        for cell in cells:
            if not _is(cell, "grade") and not _is(cell, "solution"):
                run("".join(cell["source"]), self.names, f"<{assignment} {cell['id']}>")

    def judge(self, answer: Answer, seed: int = 0) -> Judged:
        """Run the answer, then the whole test cell, in a namespace of their own. The inputs drawn are the
        same on every run, and others for another seed."""
        names = dict(self.names)
        record.clear()
        with (
            cases.repeatable(zlib.crc32(f"{seed} {answer.assignment} {answer.path.name}".encode())),
            _limit_of_its_own(),
        ):
            return self._judge(answer, names)

    def without(self, line: int, answer: Answer) -> Judged:
        """The same, with the check that starts at this line of the test cell taken out."""
        whole = self.tests[answer.exercise]
        gone = next(node for node in ast.parse(whole).body if node.lineno <= line <= (node.end_lineno or line))
        rows = whole.splitlines()
        rows[gone.lineno - 1 : gone.end_lineno] = [""] * ((gone.end_lineno or gone.lineno) - gone.lineno + 1)
        self.tests[answer.exercise] = "\n".join(rows)
        try:
            return self.judge(answer)
        finally:
            self.tests[answer.exercise] = whole

    def hidden_checks(self, exercise: str) -> list[int]:
        """The lines at which the hidden comparisons of an exercise start."""
        text = self.tests[exercise]
        begin, end = (text[: text.index(f"### {word} HIDDEN TESTS")].count("\n") + 1 for word in ("BEGIN", "END"))
        found = [node for node in ast.parse(text).body if begin < node.lineno < end]
        return [node.lineno for node in found if not isinstance(node, ast.FunctionDef) and _decides(node)]

    def _judge(self, answer: Answer, names: dict[str, Any]) -> Judged:
        try:
            run(answer.path.read_text(encoding="utf-8"), names, str(answer.path))
            run(self.tests[answer.exercise], names, f"<check {answer.exercise}>")
        except CheckFailed as failed:
            return Judged(answer, failed.verdict, _line_of(failed, f"<check {answer.exercise}>"))
        except Exception as error:
            return Judged(answer, Verdict(Outcome.COULD_NOT_RUN, "cell", remarks=(repr(error),)))
        return Judged(answer, None)


def _decides(node: ast.stmt) -> bool:
    """A statement that judges; `check.points` and its kin only draw."""
    draws = ("points", "cases", "integers")
    called = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    names = [func.attr for func in called if isinstance(func, ast.Attribute) and ast.unparse(func.value) == "check"]
    return any(name not in draws for name in names)


def _line_of(failed: BaseException, name: str) -> int:
    """Where in the test cell an exception passed, at the cell's own level."""
    frames = [line for frame, line in traceback.walk_tb(failed.__traceback__) if frame.f_code.co_filename == name]
    return frames[0] if frames else 0


def _is(cell: dict[str, Any], what: str) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get(what))


def _number(cell: dict[str, Any]) -> str:
    """check_2_3 → 2.3"""
    return str(cell["metadata"]["nbgrader"]["grade_id"]).removeprefix("check_").replace("_", ".")


def run(source: str, names: dict[str, Any], name: str) -> None:
    """Execute a cell's source quietly, such that `inspect.getsource` finds its functions."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, name, "exec"), names)


def judge_all(root: Path, only: Sequence[str] = (), seed: int = 0) -> Iterator[Judged]:
    """Every answer of the corpus with its verdict; cards are not shown meanwhile."""
    masters: dict[str, Exercises] = {}
    with _silent():
        for answer in answers(root, only):
            if answer.assignment not in masters:
                masters[answer.assignment] = Exercises(root, answer.assignment)
            yield masters[answer.assignment].judge(answer, seed)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    kept = notebook.show
    notebook.show = lambda thing: None
    try:
        yield
    finally:
        notebook.show = kept


@contextlib.contextmanager
def _limit_of_its_own() -> Iterator[None]:
    """An answer may raise Python's recursion limit; the next one begins with the old one again."""
    kept = sys.getrecursionlimit()
    try:
        yield
    finally:
        sys.setrecursionlimit(kept)


@dataclass(frozen=True)
class Figures:
    """The corpus in numbers. `named` counts the wrong answers whose mistake the bank is expected to know."""

    wrong: int
    rejected: int
    known: int
    named: int
    misnamed: int
    right: int
    accepted: int

    def lines(self) -> list[str]:
        return [
            f"wrong answers: {self.wrong}",
            f"right answers: {self.right}",
            f"rejected: {_share(self.rejected, self.wrong)}",
            f"named: {_share(self.named, self.known)}",
            f"misnamed: {self.misnamed}",
            f"accepted: {_share(self.accepted, self.right)}",
        ]

    @property
    def good(self) -> bool:
        """The bar: all rejected, 95 % named, none misnamed, all right ones accepted."""
        enough = self.named >= 0.95 * self.known
        return self.rejected == self.wrong and enough and self.misnamed == 0 and self.accepted == self.right


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part} of {whole})" if whole else "none"


def figures(judged: Sequence[Judged]) -> Figures:
    wrong = [entry for entry in judged if not entry.answer.right]
    right = [entry for entry in judged if entry.answer.right]
    known = [entry for entry in wrong if entry.answer.mistakes]
    return Figures(
        wrong=len(wrong),
        rejected=sum(not entry.accepted for entry in wrong),
        known=len(known),
        named=sum(entry.named for entry in known),
        misnamed=sum(entry.misnamed for entry in wrong),
        right=len(right),
        accepted=sum(entry.accepted for entry in right),
    )


def trouble(entry: Judged) -> str:
    """One line on an answer that was not judged as its author says; empty if it was."""
    path, found = entry.answer.path, entry.diagnosis
    told = " + ".join(found.mistakes) if found else "no name"
    if entry.answer.right:
        return "" if entry.accepted else f"{path}: right, and rejected: {entry.verdict}"
    if entry.accepted:
        return f"{path}: wrong, and accepted"
    if entry.misnamed or (entry.answer.mistakes and not entry.named):
        return f"{path}: {told}, and should be {' + '.join(sorted(entry.answer.mistakes)) or 'silent'}"
    return ""


def main(argv: Sequence[str] | None = None) -> int:
    """0 when the corpus is judged as it should be, 1 when not, 2 when there is none."""
    parser = argparse.ArgumentParser(
        prog="autograder corpus", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT")
    parser.add_argument("--seed", type=int, default=0, help="draw other inputs (the same on every run)")
    options = parser.parse_args(argv)
    judged = list(judge_all(Path.cwd(), options.assignments, options.seed))
    if not judged:
        print(f"There is no corpus in {CORPUS}: run this in the course folder.", file=sys.stderr)
        return 2
    for line in filter(None, map(trouble, judged)):
        print(line)
    found = figures(judged)
    print("\n".join(found.lines()))
    return 0 if found.good else 1
