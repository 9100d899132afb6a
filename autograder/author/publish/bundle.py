"""Gathers what students get: lessons, release/, the learn wing as a wheel, and how to set it all up.

Gathered from what is meant for them, never by leaving things out of the whole: nothing of source/, of tests/ or of the
grader is ever read. What would be half of a bundle is refused: a release/ that is older than source/, a lesson without
outputs.
"""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from string import Template
from typing import Any

from autograder.author import release
from autograder.author.publish import wheel
from autograder.course import Course, CourseError

STUDENT = Path(__file__).parent / "student"
LAB = wheel.PACKAGE / "author" / "lab"
PLACES = {  # a file of student/ as it is, and where it goes
    "start.py": "start.py",
    "lab_config.py": "jupyter_lab_config.py",
    "binder/requirements.txt": ".binder/requirements.txt",
    "binder/runtime.txt": ".binder/runtime.txt",
    "binder/postBuild": ".binder/postBuild",
}
PINNED = ("torch", "numpy", "matplotlib", "ipywidgets", "networkx", "jupyterlab", "ipykernel")
"""What a student installs beside the wheel, in the versions of the course's own requirements.txt; no nbgrader."""


@dataclass(frozen=True)
class Bundle:
    files: dict[str, bytes]
    lessons: list[str]
    assignments: list[str]
    wheel: str
    notes: list[str]  # what a person may want to know


def chosen(course: Course, patterns: Sequence[str]) -> list[str]:
    names = course.assignments()
    found = [name for name in names if not patterns or any(fnmatch.fnmatchcase(name, each) for each in patterns)]
    if not found:
        raise CourseError(
            f"No assignment is called {' or '.join(patterns)}. There are: {', '.join(names)}."
            if names
            else f"There is nothing to publish: {course.source} holds no NAME/NAME.ipynb."
        )
    return found


def check(course: Course, assignments: Sequence[str]) -> None:
    """Is release/ what source/ gives, for what is handed out?"""
    ours = tuple(f"release/{name}/" for name in assignments)
    problems = [problem.partition(" Run `make")[0] for problem in release.check(course) if problem.startswith(ours)]
    if problems:
        more = f" ({len(problems) - 1} more of this kind)" if len(problems) > 1 else ""
        raise CourseError(f"{problems[0]}{more} Run `autograder release`, then publish again.")


def gather(course: Course, assignments: list[str], lessons: bool = True) -> Bundle:
    chosen_lessons = course.lessons if lessons else []
    files = dict(_lessons(course, chosen_lessons)) | dict(_released(course, assignments))
    _nothing_hidden(files)
    packed = wheel.pack()
    pins = _pins(course)
    files |= {
        "README.md": _readme(files, pins["torch"], packed.file),
        "requirements.txt": _requirements(pins, packed.file),
        "settings/overrides.json": (LAB / "overrides.json").read_bytes(),
        packed.file: packed.data,
    }
    files |= {place: (STUDENT / name).read_bytes() for name, place in PLACES.items()}
    books = [path.stem for path in chosen_lessons if path.stem != "index"]  # that one is no lesson
    return Bundle(dict(sorted(files.items())), books, assignments, packed.file, _dangling(files))


def _lessons(course: Course, paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """The lessons, and the files beside them that one of them names: a picture, a table."""
    texts = {path: path.read_bytes() for path in paths}
    for path, text in texts.items():
        book = _parsed(path, text)
        if any(cell["cell_type"] == "code" and _unrun(cell) for cell in book["cells"]):
            raise CourseError(
                f"{path} has cells that were not run. Run `autograder lessons {path.stem}`, then publish again."
            )
        yield f"notebooks/{path.name}", text
    folder = course.root / "notebooks"
    others = [path for path in sorted(folder.rglob("*")) if path.is_file() and path not in texts] if paths else []
    for path in others:
        name = path.relative_to(folder).as_posix()
        if not _aside(path.relative_to(folder)) and any(name.encode() in text for text in texts.values()):
            yield f"notebooks/{name}", path.read_bytes()


def _released(course: Course, assignments: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for assignment in assignments:
        for path in sorted((course.release / assignment).rglob("*")):
            if path.is_file() and not _aside(path.relative_to(course.release)):
                yield f"release/{path.relative_to(course.release).as_posix()}", path.read_bytes()


def _parsed(path: Path, text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise CourseError(f"{path} is no notebook that can be read. Mend it, or bring it back from git.") from None


def _unrun(cell: Any) -> bool:
    return bool("".join(cell["source"]).strip()) and cell.get("execution_count") is None


def _aside(path: Path) -> bool:
    """Checkpoints, caches, an editor's own files."""
    return any(part.startswith((".", "__pycache__")) for part in path.parts)


def _nothing_hidden(files: dict[str, bytes]) -> None:
    """release.check looks at release/; a lesson that somebody made out of a master is caught here."""
    for name, data in files.items():
        for mark in release.MARKS:
            if mark.encode() in data:
                raise CourseError(
                    f"{name} has the line {mark!r}: students would read what it hides. Nothing was written."
                )


def _pins(course: Course) -> dict[str, str]:
    """The versions that the course runs with; where its requirements.txt is silent, those that are installed."""
    path = course.root / "requirements.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = [re.match(r"([\w.-]+)==([\w.!-]+)", line) for line in lines]
    pinned = {match[1]: match[2] for match in found if match}
    return {name: pinned.get(name) or metadata.version(name).partition("+")[0] for name in PINNED}


def _requirements(pins: dict[str, str], packed: str) -> bytes:
    lines = [
        "# What the notebooks need. Install it from within this folder: the last line is a file here.",
        "# On Linux without a GPU, install torch first: README.md says how.",
        *(f"{name}=={version}" for name, version in pins.items()),
        f"./{packed}",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _readme(files: dict[str, bytes], torch: str, packed: str) -> bytes:
    places = [name for name in files if name.endswith(".ipynb")]
    listed = "\n".join(f"- [{_title(files[place], place)}]({place})" for place in places)
    example = next(place for place in places if place.startswith("release/"))
    text = Template((STUDENT / "README.md").read_text(encoding="utf-8"))
    return text.substitute(first=places[0], listed=listed, torch=torch, example=example, wheel=packed).encode()


def _title(text: bytes, place: str) -> str:
    """A notebook's first heading; its file's name where there is none."""
    for cell in _parsed(Path(place), text)["cells"]:
        found = re.match(r"\s*# +(.+)", "".join(cell["source"])) if cell["cell_type"] == "markdown" else None
        if found:
            return found[1].strip().replace("[", "(").replace("]", ")")
    return Path(place).stem


def _dangling(files: dict[str, bytes]) -> list[str]:
    """Links between notebooks that lead to what is not handed out; a student who clicks one finds nothing."""
    missing = set()
    for name, data in files.items():
        if name.endswith(".ipynb"):
            for link in re.findall(rb"\]\(([\w./-]+\.ipynb)", data):
                target = _joined(name, link.decode())
                missing |= {target} - files.keys()
    shown = ", ".join(sorted(missing)[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
    return [f"The notebooks link to what is not in the bundle: {shown}."] if missing else []


def _joined(name: str, link: str) -> str:
    parts = name.split("/")[:-1]
    for step in link.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)
