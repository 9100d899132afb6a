"""The intake in order: read the archives, find out whose and what, show it, or put it into submitted/.

Everything is known before the first byte is written. What can't be taken in is a row with a reason; the rest goes in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course, CourseError, configuration
from autograder.grade import gradebook
from autograder.grade.collect import archive as archives
from autograder.grade.collect import (
    attempts,
    catalogue,
    decide,
    people,
    place,
    record,
    roster,
    schemes,
    students,
    times,
)
from autograder.grade.collect.archive import Archive, File, printable
from autograder.grade.collect.catalogue import Catalogue
from autograder.grade.collect.decide import Arrival
from autograder.grade.collect.outcome import REFUSED, Row, Summary
from autograder.grade.collect.people import Known
from autograder.grade.collect.schemes import Claim
from autograder.grade.result import Refusal
from autograder.progress import progress


@dataclass(frozen=True)
class Options:
    assignment: str = ""
    roster: Path | None = None
    times: str = "auto"
    dry: bool = False


def collect(course: Course, paths: Sequence[Path], options: Options) -> Summary:
    done = Summary(dry=options.dry)
    _refuse_own(course, paths)
    known = catalogue.of(course, options.assignment)
    listed = roster.read(options.roster) if options.roster else None
    with ExitStack() as stack:
        with _nothing_yet():
            found = _open(stack, paths, done)
            places = stack.enter_context(place.opened(course, write=not options.dry))
            book = stack.enter_context(gradebook.opened(course))
            claims = [_claims(course, one, known, options, done) for one in found]
            who = _who(course, book, claims, listed)
            done.notes += _renamed(course, who)
            arrivals = _gather(course, found, claims, who, known, options, done)
            steps = decide.steps(course, places, arrivals)
            done.rows += [step.row for step in steps]
            if not options.dry:
                students.write(course, book, decide.people(steps), replace=listed is not None)
        if not options.dry:
            decide.carry_out(course, places, steps)
    return done


@contextmanager
def _nothing_yet() -> Iterator[None]:
    """Around what comes before the first submission is put in its place."""
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt("Nothing was taken in yet; the same command begins again.") from None


def _refuse_own(course: Course, paths: Sequence[Path]) -> None:
    """`autograder intake .` would take source/ and release/ for students."""
    own = (course.source, course.release, course.submitted, course.autograded, course.feedback)
    for path in paths:
        if not path.is_dir():
            continue  # a download may lie anywhere
        folder = path.resolve()
        holds = course.root.is_relative_to(folder)
        if holds or any(folder.is_relative_to(one.resolve()) for one in own):
            words = "holds the course itself" if holds else "is the course's own"
            raise CourseError(f"{path} {words}, and is no download. Name an archive, or a folder beside the course.")


def _open(stack: ExitStack, paths: Sequence[Path], done: Summary) -> list[Archive]:
    found = []
    for path in paths:
        try:
            found.append(stack.enter_context(archives.opened(path)))
        except Refusal as refusal:
            if len(paths) == 1:
                raise CourseError(str(refusal)) from refusal
            done.rows.append(Row(path.name, "", REFUSED, why=str(refusal).rstrip(".")))
        except OSError as error:
            if len(paths) == 1:
                raise CourseError(f"{path} can't be read: {error.strerror}.") from error
            done.rows.append(Row(path.name, "", REFUSED, why=f"{path} can't be read: {error.strerror}"))
    for one in found:
        done.rows += [Row(one.name, name, REFUSED, why=why) for name, why in sorted(one.bad.items())]
    return found


Claims = list[tuple[File, Claim]]


def _claims(course: Course, one: Archive, known: Catalogue, options: Options, done: Summary) -> Claims:
    """Each file that is somebody's; the others are refused."""
    files, stem = one.files, one.path.stem if one.path.is_file() else ""
    own = _has_own_collector(course)
    if own:
        from autograder.grade.collect import plugins

        files = _with_inner(files, one.name, done)
        said = plugins.read(course, [_flat(file) for file in files], options.assignment)
        why = "the collector that nbgrader_config.py sets does not take it"
    else:
        said = schemes.read([file.name for file in files], known.books(), known.assignments, stem)
        why = "its name tells no student; put it into a folder with the student's name"
    done.rows += [
        Row(one.name, printable(file.name), REFUSED, why=why)
        for file, claim in zip(files, said, strict=True)
        if claim is None and (not own or file.name.endswith(".ipynb")) and not _is_record(file)
    ]
    return [(file, claim) for file, claim in zip(files, said, strict=True) if claim]


def _is_record(file: File) -> bool:
    """Ours, in a copy of some submitted/."""
    return file.name.rpartition("/")[2] == record.NAME


def _has_own_collector(course: Course) -> bool:
    config = configuration(course)
    wanted = config.ZipCollectApp.get("collector_plugin")
    if str(wanted).startswith("autograder.") or getattr(wanted, "__module__", "").startswith("autograder."):
        return False  # our own schemes, which say more here than a plugin can
    regexps = [section.get("named_regexp") for section in config.values() if hasattr(section, "get")]
    return bool(wanted or any(regexps))


def _with_inner(files: Sequence[File], name: str, done: Summary) -> list[File]:
    """nbgrader unpacks first and asks its collector then: with each zip as a folder of its own."""
    found: list[File] = []
    for file in files:
        try:
            found += archives.unpacked(file) if file.name.lower().endswith(".zip") else [file]
        except Refusal as refusal:
            done.rows.append(Row(name, printable(file.name), REFUSED, why=str(refusal).rstrip(".")))
    return found


def _flat(file: File) -> str:
    return f"{file.name[:-4]}/{file.inside}" if file.inside else file.name


def _who(
    course: Course, book: gradebook.Book, claims: Sequence[Claims], listed: roster.Roster | None
) -> list[dict[Claim, Known]]:
    owners = {name: found.number for name, found in record.everybody(course).items() if found.system == "canvas"}
    names = listed.people if listed else students.read(book)
    said = [[claim for _, claim in some] for some in claims]
    return people.identify(said, names, listed.name if listed else "", owners)


def _renamed(course: Course, who: Sequence[Mapping[Claim, Known]]) -> list[str]:
    """Who was taken in under another id before there was a roster would be in the gradebook twice."""
    everybody = record.everybody(course)
    before = {found.number: name for name, found in everybody.items() if found.system == "canvas"}
    now = {claim.number: known.id for names in who for claim, known in names.items() if claim.system == "canvas"}
    pairs = [(before[number], name) for number, name in now.items() if name and before.get(number, name) != name]
    return [
        f"{old} is {name} now, and was taken in before: move submitted/{old} to submitted/{name}."
        for old, name in [*pairs, *_renamed_in_moodle(everybody, who)]
    ]


def _renamed_in_moodle(
    everybody: Mapping[str, record.Record], who: Sequence[Mapping[Claim, Known]]
) -> list[tuple[str, str]]:
    """Moodle has no number that stays: by the id that was made of the name, where one person alone has that name."""
    made = {name for name, found in everybody.items() if found.system == "moodle" and name == people.safe(found.name)}
    now: dict[str, set[str]] = defaultdict(set)
    for claim, known in (pair for names in who for pair in names.items()):
        if claim.system == "moodle" and known.person:
            now[people.safe(claim.name)].add(known.id)
    return [(old, next(iter(ids))) for old, ids in now.items() if old in made and len(ids) == 1 and old not in ids]


def _gather(
    course: Course,
    found: Sequence[Archive],
    claims: Sequence[Claims],
    who: Sequence[Mapping[Claim, Known]],
    known: Catalogue,
    options: Options,
    done: Summary,
) -> list[Arrival]:
    made: list[Arrival] = []
    with progress(
        "read", sum(len({names[claim].id for _, claim in some}) for some, names in zip(claims, who, strict=True))
    ) as step:
        for turn, (one, some, names) in enumerate(zip(found, claims, who, strict=True)):
            here: list[Arrival] = []
            for parts, name in _by_student(some, names, one, done):
                result = attempts.gather(name.id, one.name, parts, known, options.assignment)
                done.rows += [
                    Row(one.name, member, REFUSED, name.id, why=why) for member, why in result.refused.items()
                ]
                done.notes += result.notes
                here += [Arrival(attempt, name, turn) for attempt in result.attempts]
                step(f"{one.name}: {name.id}")
            made += times.told(here, options.times, times.zone(course))
    return made


def _by_student(
    some: Claims, names: Mapping[Claim, Known], one: Archive, done: Summary
) -> list[tuple[list[tuple[File, Claim]], Known]]:
    groups: dict[str, list[tuple[File, Claim]]] = defaultdict(list)
    by: dict[str, Known] = {}
    for file, claim in some:
        known = names[claim]
        if known.why:
            done.rows.append(Row(one.name, printable(file.name), REFUSED, why=known.why))
        else:
            groups[known.id].append((file, claim))
            by.setdefault(known.id, known)
    return [(parts, by[name]) for name, parts in groups.items()]
