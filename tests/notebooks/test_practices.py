"""Does every practice of the lessons take a right answer, and refuse the wrong ones that readers give?

A lesson's cells run here without a kernel and without its pictures; at each practice the reader's function is written
as practices.toml has it.
"""

from __future__ import annotations

import contextlib
import io
import json
import linecache
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder import check
from autograder.learn.verdict import Outcome, Verdict

LESSONS = Path(__file__).parents[2] / "notebooks"
ANSWERS: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("practices.toml").read_text(encoding="utf-8")
)
STUB = "raise NotImplementedError"


class Mute:
    """In the place of `draw` and `explore`: whatever is asked of it, it does nothing."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


class Kept(list[Verdict]):
    """In the place of `check`: the verdicts of one cell. What is no check of a function does nothing."""

    def __getattr__(self, name: str) -> Any:
        def asked(*args: Any, **kwargs: Any) -> Any:
            if name in ("predict", "predictions", "hint", "progress"):
                return None
            verdict = getattr(check, name)(*args, **kwargs)
            self.append(verdict)
            return verdict

        return asked


class Reader:
    """Somebody who runs a lesson's cells in order."""

    def __init__(self) -> None:
        self.verdicts = Kept()
        self.names: dict[str, Any] = {"torch": torch, "check": self.verdicts, "draw": Mute(), "explore": Mute()}

    def run(self, name: str, source: str) -> list[Verdict]:
        """What the checks of the cell say; an error ends the cell, as it does in JupyterLab."""
        self.verdicts.clear()
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)  # so a source can be read
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
            exec(compile(source, name, "exec"), self.names)
        return list(self.verdicts)


def cells(lesson: str) -> list[tuple[str, str]]:
    """The ids and sources of its code cells, but for the one that imports the course."""
    content = json.loads((LESSONS / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    code = [(cell["id"], "".join(cell["source"])) for cell in content["cells"] if cell["cell_type"] == "code"]
    return [(name, source) for name, source in code if name != "start"]


def practised(source: str) -> str:
    """The name of the function that a reader writes in the cell, or ""."""
    asks = STUB in source and "practice=True" in source
    return source.partition("def ")[2].partition("(")[0] if asks else ""


def written(source: str, body: str) -> str:
    return source.replace(textwrap.indent(STUB, "    "), textwrap.indent(body.strip(), "    "), 1)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("lesson", sorted(ANSWERS))
def test_does_a_practice_take_what_is_right_and_refuse_what_is_wrong(lesson: str) -> None:
    reader, found = Reader(), set()
    for name, source in cells(lesson):
        function = practised(source)
        if not function:
            reader.run(name, source)
            continue
        found.add(function)
        assert function in ANSWERS[lesson], f"{function}: write a right answer and wrong ones into practices.toml"
        said = {verdict.outcome for verdict in reader.run(name, source)}
        assert said == {Outcome.NOT_ATTEMPTED}, f"{function}, untouched: {said}"
        for number, body in enumerate(ANSWERS[lesson][function]["wrong"]):
            verdicts = reader.run(f"{name}-{number}", written(source, body))
            assert verdicts, f"{function}: the cell stops before its check at\n{body}"
            assert not all(verdicts), f"{function} takes\n{body}"
        right = reader.run(f"{name}-right", written(source, ANSWERS[lesson][function]["right"]))
        assert right, f"{function}: the cell stops before its check"
        assert all(right), f"{function} refuses what is right: {[str(verdict) for verdict in right]}"
    assert found == set(ANSWERS[lesson]), "practices.toml answers a practice that the lesson no longer has"


def test_has_every_lesson_its_practices_answered() -> None:
    """Lesson 00 shows the four answers of a check, and asks for nothing."""
    lessons = {path.stem for path in LESSONS.glob("0[1-9]_*.ipynb")}
    assert lessons == set(ANSWERS)
