"""Is every command that the pages name one that there is, with options that it takes?"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import cli, commands

ROOT = Path(__file__).parents[2]
STUDENT = ROOT / "autograder" / "author" / "publish" / "student" / "README.md"
PAGES = [ROOT / "README.md", STUDENT, *sorted((ROOT / "docs").glob("*.md"))]
OURS = re.compile(r"(?:\.venv/bin/)?autograder (.+)")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def blocks(page: Path) -> Iterator[str]:
    """The lines of a page's blocks of code, each as far as its explanation, which two spaces part from it."""
    for block in re.findall(r"^ *```\w*\n(.*?)^ *```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            yield re.split(r"\s{2,}", line.strip())[0]


def calls() -> list[tuple[str, str]]:
    found = [(page.name, OURS.fullmatch(line)) for page in PAGES for line in blocks(page)]
    return [(name, match[1]) for name, match in found if match]


@pytest.mark.parametrize(("page", "call"), calls(), ids=lambda text: text)
def test_does_a_command_of_the_pages_parse(page: str, call: str) -> None:
    name, *arguments = shlex.split(call, comments=True)
    if name not in commands.FOR_US:
        assert name in commands.names(), page
        cli.parser(name, commands.load(name)).parse_args(arguments)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_is_there_every_command_and_target_that_the_prose_names(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`(?:\.venv/bin/)?autograder ([a-z][a-z-]*)", text)
    assert set(named) <= {*commands.names(), *commands.FOR_US}
    made = re.findall(r"`make ([a-z]+)", text) + [
        match[1] for line in blocks(page) if (match := re.match(r"make (\w+)", line))
    ]
    assert set(made) <= TARGETS


@pytest.mark.parametrize("page", [page for page in PAGES if page != STUDENT], ids=lambda path: path.name)
def test_does_every_link_of_a_page_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        target, _, part = link.partition("#")
        if "://" not in link:
            there = page.parent / target if target else page
            assert there.exists(), link
            if part.startswith("cell-id="):
                assert part.removeprefix("cell-id=") in cell_ids(there), link
                continue
            heads = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE) if part else []
            assert not part or part in {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}, link


def cell_ids(notebook: Path) -> set[str]:
    return {cell["id"] for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]}


def test_does_the_late_policy_of_the_page_take_a_tenth_a_day() -> None:
    page = (ROOT / "docs" / "running-a-class.md").read_text(encoding="utf-8")
    code = next(block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "TenthADay" in block)
    names: dict[str, object] = {}
    exec(code, names)
    policy = names["TenthADay"]
    assert callable(policy)
    penalties = [policy().late_submission_penalty("anna", 12.0, late) for late in (60, 86400, 86401, 86400 * 30)]
    assert penalties == [1.2, 1.2, 2.4, 12.0]
