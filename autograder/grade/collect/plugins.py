r"""Our naming schemes for `nbgrader zip_collect`, and a course's own collector for `autograder intake`.

In nbgrader_config.py either of these makes nbgrader's own command understand a download as intake does:

    c.ZipCollectApp.collector_plugin = "autograder.grade.collect.plugins.CanvasCollector"
    c.ZipCollectApp.collector_plugin = "autograder.grade.collect.plugins.MoodleCollector"

And where a course sets a collector, or a `c.FileNameCollectorPlugin.named_regexp`, that is asked, and not our schemes.
Its extractor is never used: nbgrader's unpacks what a stranger packed, wherever the names in it lead.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from nbgrader.plugins.zipcollect import FileNameCollectorPlugin
from traitlets.utils.importstring import import_item

from autograder.course import Course, CourseError, configuration
from autograder.grade.collect import schemes
from autograder.grade.collect.archive import misnamed
from autograder.grade.collect.people import safe
from autograder.grade.collect.schemes import Claim

Info = dict[str, Any]


class CanvasCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """lovelaceada_LATE_1001_5001_01_small-1.ipynb: student lovelaceada, file 01_small."""

    def _match(self, filename: str) -> Info | None:
        return _info(schemes.canvas_all([filename], ())[0], filename)


class MoodleCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Ada Lovelace_12345_assignsubmission_file_/01_small.ipynb: student ada-lovelace, file 01_small."""

    def _match(self, filename: str) -> Info | None:
        parts = filename.split("/")
        return _info(
            next((one for at in range(len(parts)) if (one := schemes.moodle("/".join(parts[at:])))), None), filename
        )


def _info(claim: Claim | None, filename: str) -> Info | None:
    """As nbgrader wants it. Its `file_id` is the notebook's name as it was handed in, without Canvas's `-1`."""
    if claim is None or claim.typed or not safe(claim.name):
        return None
    stem = claim.file.removesuffix(".ipynb")
    copy = schemes.CANVAS_COPY.fullmatch(stem) if claim.system == "canvas" else None
    return {"student_id": safe(claim.name), "file_id": copy[1] if copy else stem}


def read(course: Course, names: Sequence[str], assignment: str) -> list[Claim | None]:
    """What the course's collector makes of each name; None for what it does not collect.

    It gets the path that nbgrader would give: downloaded/ASSIGNMENT/extracted/NAME in the course.
    """
    collector = _collector(course)
    above = f"{course.root}/downloaded/{assignment or 'assignment'}/extracted"
    found: list[Claim | None] = []
    for name in names:
        try:
            info = collector.collect(f"{above}/{name}")
        except Exception as error:
            raise CourseError(f"The course's collector failed on {name!a}: {error}.") from error
        found.append(_claim(info, name) if info else None)
    return found


def _collector(course: Course) -> Any:
    from autograder.grade.stock import quiet

    config = configuration(course)
    wanted = config.ZipCollectApp.get("collector_plugin") or FileNameCollectorPlugin
    if str(course.root) not in sys.path:
        sys.path.insert(0, str(course.root))  # nbgrader looks for plugins in the folder where it is called
    try:
        kind = import_item(wanted) if isinstance(wanted, str) else wanted
    except (ImportError, AttributeError) as error:
        raise CourseError(
            f"nbgrader_config.py names the collector {wanted}, which can't be loaded: {error}."
        ) from error
    made = kind(config=config)
    made.log = quiet()
    return made


def _claim(info: Info, name: str) -> Claim:
    """file_id has no ending, or any: nbgrader takes that of the file itself."""
    for wanted in ("student_id", "file_id"):
        if not isinstance(info.get(wanted), str):
            raise CourseError(f"The course's collector gives no {wanted} for {name!a}.")
    stem, _, ending = name.rpartition("/")[2].rpartition(".")
    file = info["file_id"].removesuffix(f".{ending}") + f".{ending}" if stem else info["file_id"]
    if misnamed(file):
        raise CourseError(f"The course's collector gives {name!a} the file_id {info['file_id']!a}: {misnamed(file)}.")
    told = ("first_name", "last_name", "email", "timestamp")
    about = tuple((key, str(info[key])) for key in told if info.get(key))
    return Claim("course", info["student_id"], file, about=about)
