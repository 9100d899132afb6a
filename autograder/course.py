"""Where a course keeps its things, and how nbgrader is told of it.

A course is a folder with an `nbgrader_config.py`. Finding it costs nothing; nbgrader is imported only when its
configuration is asked for.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from traitlets.config import Config

CONFIG = "nbgrader_config.py"
NO_GRADING = {"collect", "export", "report"}  # packages of grade/ that fetch submissions or read scores


class CourseError(Exception):
    """Something that a person can put right; its words are one or two sentences, shown without a traceback."""


@dataclass(frozen=True)
class Course:
    """The folders of a course. Their names are fixed; `nbgrader_config.py` says the same to nbgrader."""

    root: Path

    @property
    def source(self) -> Path:
        return self.root / "source"

    @property
    def release(self) -> Path:
        return self.root / "release"

    @property
    def submitted(self) -> Path:
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        return self.root / "feedback"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def lessons(self) -> list[Path]:
        return sorted((self.root / "notebooks").glob("*.ipynb"))

    def assignments(self) -> list[str]:
        """The assignments that have a master: source/NAME/NAME.ipynb here, any source/NAME/*.ipynb elsewhere."""
        return sorted({path.parent.name for path in self.source.glob("*/*.ipynb")})

    def notebooks(self, assignment: str) -> list[str]:
        """The names of an assignment's notebooks: its own name alone in this course, several in some others."""
        return sorted(path.stem for path in (self.source / assignment).glob("*.ipynb"))

    def master(self, assignment: str, notebook: str = "") -> Path:
        return self.source / assignment / f"{notebook or assignment}.ipynb"


def find(start: Path) -> Course:
    """The course that `start` lies in: the nearest folder upwards with an nbgrader_config.py."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return Course(folder)
    raise CourseError(
        f"No course here: neither {start} nor a folder above it has an {CONFIG}. Go into the "
        "course's folder, or name it with --course DIR."
    )


def configuration(course: Course) -> Config:
    """What nbgrader_config.py sets, with the course folder as nbgrader's root.

    nbgrader calls `alembic` by its bare name when it makes a gradebook, so the folder of our interpreter goes on PATH.
    """
    from traitlets.config.loader import PyFileConfigLoader

    _put_on_path(os.path.dirname(sys.executable))
    config: Config = PyFileConfigLoader(CONFIG, path=str(course.root)).load_config()
    config.CourseDirectory.root = str(course.root)
    return config


@cache
def grader_version() -> str:
    """A hash of all that turns a submission into a grade on our side: a change of it grades everything again."""
    import hashlib
    from importlib import metadata

    folder = Path(__file__).parent
    files = [
        path
        for wing in ("grade", "learn")
        for kind in ("py", "toml")
        for path in (folder / wing).rglob(f"*.{kind}")
        if path.relative_to(folder / wing).parts[0] not in NO_GRADING
    ]
    found = hashlib.sha256()
    for name in ("torch", "nbgrader", "ipython"):
        found.update(f"{name} {metadata.version(name)}\n".encode())
    for path in sorted(files):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _put_on_path(folder: str) -> None:
    if folder not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, [folder, os.environ.get("PATH")]))
