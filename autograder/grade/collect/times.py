"""When was it handed in? Only what tells that goes into timestamp.txt, since a late policy takes points for it.

Canvas packs its zip with the time of the packing (rubyzip's get_output_stream), and so does a Moodle of today
(ZipStream): such times lie minutes apart, and say nothing of a student. So `auto` takes the times of an archive only if
they lie further apart than a packing takes, and never those of a name that is Canvas's. `archive` takes them as they
are, with nbgrader's timestamp.txt where the archive has nbgrader's layout. Moodle's grading worksheet, as a roster,
tells the true time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from autograder.course import Course, CourseError, configuration
from autograder.grade.collect.attempts import OWN_WORD
from autograder.grade.collect.decide import Arrival
from autograder.grade.intake import TIMESTAMP

CHOICES = ("auto", "archive", "none")
PACKED_WITHIN = timedelta(hours=1)


def zone(course: Course) -> ZoneInfo:
    """That of the course, `c.Exchange.timezone`: neither a zip nor a worksheet says in which its times are."""
    name = str(configuration(course).Exchange.get("timezone") or "UTC")
    try:
        return ZoneInfo(name)
    except (OSError, ValueError) as error:
        raise CourseError(f"nbgrader_config.py sets c.Exchange.timezone to {name}, which is no time zone.") from error


def told(arrivals: Sequence[Arrival], choice: str, where: ZoneInfo) -> list[Arrival]:
    """The arrivals of one archive, each with its time, where something tells it, and its platform's late mark."""
    trusted = choice == "archive" or (choice == "auto" and _are_apart(arrivals))
    return [_with_time(arrival, choice, trusted, where) for arrival in arrivals]


def _are_apart(arrivals: Sequence[Arrival]) -> bool:
    found = [arrival.attempt.time for arrival in arrivals if arrival.attempt.time]
    canvas = any(arrival.attempt.claim.system == "canvas" for arrival in arrivals)
    return not canvas and bool(found) and max(found) - min(found) > PACKED_WITHIN


def _with_time(arrival: Arrival, choice: str, trusted: bool, where: ZoneInfo) -> Arrival:
    attempt, person = arrival.attempt, arrival.known.person
    worksheet = person.modified if person and arrival.known.by_number else ""
    stamp = attempt.stamp if choice == "archive" and attempt.claim.system == "nbgrader" else ""
    own = dict(attempt.claim.about).get("timestamp", "")
    time = "" if choice == "none" else _first(where, worksheet, own, stamp)
    if not time and trusted and attempt.time:
        time = _utc(attempt.time, where)
    late = attempt.late or bool(worksheet and person and person.late)
    notes = tuple(note for note in attempt.notes if not (stamp and note == f"{TIMESTAMP} {OWN_WORD}"))
    return replace(arrival, time=time, attempt=replace(attempt, late=late, notes=notes))


def _first(where: ZoneInfo, worksheet: str, *stamps: str) -> str:
    """Moodle: "Wednesday, 10 June 2026, 2:14 PM", in the course's zone; the others as nbgrader writes them, in UTC."""
    from autograder.grade.late import timestamp

    found = timestamp(worksheet) if any(sign.isdigit() for sign in worksheet) else None
    if found:
        return _utc(found, where)
    return next((f"{found:%Y-%m-%d %H:%M:%S} UTC" for stamp in stamps if (found := timestamp(stamp))), "")


def _utc(time: datetime, where: ZoneInfo) -> str:
    return f"{time.replace(tzinfo=where).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
