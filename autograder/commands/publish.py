"""`autograder publish`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.commands import OK
from autograder.course import Course, CourseError, find
from autograder.voice import Voice

if TYPE_CHECKING:
    from autograder.author.publish.bundle import Bundle
    from autograder.author.publish.place import Plan

EXAMPLES = """\
  autograder publish ../students                               everything that students get
  autograder publish ../week2 --assignment '0[12]_*' --zip     two assignments, and week2.zip for an LMS
  autograder publish ../students --dry-run                     what would be written
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or one that an earlier run wrote")
    parser.add_argument("--assignment", action="append", default=[], metavar="PATTERN", help="only these, like '02_*'")
    parser.add_argument("--no-lessons", action="store_true", help="assignments only")
    parser.add_argument("--zip", action="store_true", help="also DIR.zip, one file to upload")
    parser.add_argument(
        "--force", action="store_true", help="write anew what was changed in DIR since it was published"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, and write nothing")


def run(options: argparse.Namespace, voice: Voice) -> int:
    from autograder.author.publish import bundle, place
    from autograder.progress import progress

    course = find(Path(options.course))
    folder = _apart(course, options.folder)
    assignments = bundle.chosen(course, options.assignment)
    with progress("publish", 3) as step:
        bundle.check(course, assignments)
        step("release/ is what source/ gives")
        gathered = bundle.gather(course, assignments, lessons=not options.no_lessons)
        plan = place.plan(folder, gathered.files, options.force)
        archive = place.zipped(folder) if options.zip else None
        step(f"{len(gathered.files)} files gathered")
        if not options.dry_run:
            place.write(plan)
            if archive:
                place.write_zip(archive, gathered.files)
        step("nothing written" if options.dry_run else f"{folder} written")
    for note in gathered.notes:
        voice.say(note)
    voice.say(_words(gathered, plan, archive, options.dry_run))
    voice.data(_document(gathered, plan, archive, options.dry_run))
    return OK


def _apart(course: Course, folder: Path) -> Path:
    """The folder, if it doesn't lie where the course keeps its own."""
    folder = folder.resolve()
    graded = (course.submitted, course.autograded, course.feedback, course.reports)
    for own in (course.source, course.release, course.root / "notebooks", course.root / "autograder", *graded):
        if folder.is_relative_to(own):
            raise CourseError(f"{folder} lies in {own}, which is the course's own. Name another folder.")
    if course.root.is_relative_to(folder):
        raise CourseError(f"{folder} holds the course itself, with its source/. Name a folder beside it.")
    return folder


def _words(gathered: Bundle, plan: Plan, archive: Path | None, dry: bool) -> str:
    size = sum(map(len, gathered.files.values())) / 1e6
    amounts = {"lesson": gathered.lessons, "assignment": gathered.assignments, "file": gathered.files}
    counts = ", ".join(f"{len(all_)} {noun}" + "s" * (len(all_) != 1) for noun, all_ in amounts.items())
    if dry:
        rows = [f"  {plan.what(name):10} {len(gathered.files.get(name, b'')):>9,}  {name}" for name in _names(plan)]
        zips = [f"{archive} would be written as well."] if archive else []
        return "\n".join([*rows, f"{plan.folder}: {counts}, {size:.1f} MB. Nothing was written.", *zips])
    done = [f"{plan.folder}: {counts}, {size:.1f} MB; no solution and no hidden test in it."]
    if plan.replaced or plan.removed:
        done.append(f"{len(plan.new)} new, {len(plan.replaced)} replaced, {len(plan.removed)} removed.")
    if archive:
        done.append(f"{archive} is the same in one file.")
    return "\n".join([*done, f"Try it as a student does: {plan.folder / 'README.md'} has the three lines."])


def _names(plan: Plan) -> list[str]:
    return sorted([*plan.files, *plan.removed])


def _document(gathered: Bundle, plan: Plan, archive: Path | None, dry: bool) -> dict[str, Any]:
    return {
        "folder": str(plan.folder),
        "zip": str(archive) if archive else None,
        "written": not dry,
        "lessons": gathered.lessons,
        "assignments": gathered.assignments,
        "wheel": gathered.wheel,
        "files": [
            {"path": name, "bytes": len(gathered.files.get(name, b"")), "what": plan.what(name)}
            for name in _names(plan)
        ],
        "notes": gathered.notes,
    }
