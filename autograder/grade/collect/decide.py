"""Decides what becomes of each attempt beside what lies in submitted/, and does it.

The latest wins. In Canvas the attachment's number says which that is, against what was taken in before as well.
Elsewhere a time does where there is one, and else the order on the command line; what was taken in before and replaced
since is not taken for new. So the same intake twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.course import Course
from autograder.grade.collect import record
from autograder.grade.collect.archive import printable
from autograder.grade.collect.attempts import Attempt
from autograder.grade.collect.outcome import EARLIER, NEW, REFUSED, REPLACED, UNCHANGED, Row
from autograder.grade.collect.people import Known, Person
from autograder.grade.collect.place import Places
from autograder.grade.collect.record import Record, Taken
from autograder.progress import progress


@dataclass(frozen=True)
class Arrival:
    """An attempt, whose it is, its archive's place in the call, and when it was handed in (UTC), if that is known."""

    attempt: Attempt
    known: Known
    turn: int
    time: str = ""


@dataclass(frozen=True)
class Step:
    arrival: Arrival
    row: Row


def steps(course: Course, places: Places, arrivals: Sequence[Arrival]) -> list[Step]:
    """What is to be done, student by student, earlier attempts first."""
    groups: dict[tuple[str, str], list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        groups[arrival.attempt.student, arrival.attempt.assignment].append(arrival)
    made: list[Step] = []
    for group in groups.values():
        *earlier, latest = sorted(group, key=_rank)
        obstacle = places.obstacle(latest.attempt)
        for arrival in earlier:
            if arrival.attempt.digest != latest.attempt.digest:
                why = obstacle or f"{_of(latest, arrival)} is later"
                made.append(Step(arrival, _row(arrival, REFUSED if obstacle else EARLIER, why)))
        known = record.of(course, latest.attempt.student).assignments.get(latest.attempt.assignment)
        made.append(Step(latest, _row(latest, REFUSED, obstacle) if obstacle else _against(places, latest, known)))
    return made


def _rank(arrival: Arrival) -> tuple[object, ...]:
    attempt = arrival.attempt
    if attempt.claim.system == "canvas":
        return (1, attempt.order, "", arrival.turn)
    return (0, (), arrival.time, arrival.turn, attempt.order)


def _against(places: Places, latest: Arrival, known: Taken | None) -> Row:
    attempt = latest.attempt
    present = places.present(attempt)
    if present is None:
        return _row(latest, NEW)
    if present == attempt.digest:
        return _row(latest, UNCHANGED)
    if known and known.digest == attempt.digest:
        return _row(latest, UNCHANGED, "what lies in submitted/ was changed by hand since, and is left as it is")
    why = _newer(places, latest, known)
    return _row(latest, EARLIER, why) if why else _row(latest, REPLACED)


def _newer(places: Places, latest: Arrival, known: Taken | None) -> str:
    """Why what lies there is later than this; '' where this is."""
    attempt = latest.attempt
    if known and known.system == attempt.claim.system == "canvas":
        return f"{printable(known.member)} of {known.archive} is later" if attempt.order < known.order else ""
    if known and known.time and latest.time and latest.time < known.time:
        return f"that of {known.time} is later"
    return "it was taken in before, and a later one has replaced it" if places.superseded(attempt) else ""


def _of(latest: Arrival, other: Arrival) -> str:
    """By its archive, where the names of two files would be the same."""
    if latest.turn != other.turn:
        return f"that of {latest.attempt.archive}"
    return printable(latest.attempt.member.rpartition("/")[2])


def _row(arrival: Arrival, state: str, why: str = "") -> Row:
    attempt = arrival.attempt
    words = why or " ".join(attempt.notes)
    member = printable(attempt.member)
    return Row(attempt.archive, member, state, attempt.student, attempt.assignment, attempt.late, arrival.time, words)


def people(made: Sequence[Step]) -> list[Person]:
    """Those whose work goes in, with what is known of them: of a list, of their archive, of the course's collector."""
    found: dict[str, Person] = {}
    for step in made:
        claim, known = step.arrival.attempt.claim, step.arrival.known
        if step.row.state == REFUSED:
            continue
        about = dict(claim.about)
        number = claim.number if claim.system == "canvas" and claim.number.isdigit() else ""
        own = Person(known.id, about.get("first_name", ""), about.get("last_name", ""), about.get("email", ""), number)
        person = known.person
        if person:
            own = replace(person, id=known.id, lms_id=person.lms_id or number)
        found.setdefault(known.id, own)
    return list(found.values())


def carry_out(course: Course, places: Places, made: Sequence[Step]) -> None:
    """A submission is in its place before its record says so."""
    done = 0
    try:
        with progress("intake", len(made)) as tell:
            for step in made:
                _do(course, places, step)
                done += step.row.state in (NEW, REPLACED)
                tell(f"{step.row.student} {step.row.assignment}: {step.row.state}")
    except KeyboardInterrupt:
        taken = (
            "1 submission was taken in and is whole" if done == 1 else f"{done} submissions were taken in and are whole"
        )
        words = f"{taken}; the same command goes on with the rest."
        raise KeyboardInterrupt(words) from None


def _do(course: Course, places: Places, step: Step) -> None:
    attempt, time = step.arrival.attempt, step.arrival.time
    if step.row.state in (NEW, REPLACED):
        places.put(attempt, time)
    elif step.row.state == UNCHANGED:
        places.stamp(attempt, time)
    elif step.row.state == EARLIER and not places.superseded(attempt):
        places.keep(attempt, time)
    if step.row.state in (NEW, REPLACED, UNCHANGED):
        _remember(course, step)


def _remember(course: Course, step: Step) -> None:
    attempt, claim = step.arrival.attempt, step.arrival.attempt.claim
    known = record.of(course, attempt.student)
    taken = Taken(
        claim.system,
        attempt.archive,
        attempt.member,
        claim.number,
        attempt.late,
        step.arrival.time,
        attempt.order,
        attempt.digest,
    )
    before = known.assignments.get(attempt.assignment)
    if before and step.row.state == UNCHANGED:  # from where it was first, unless something is known better now
        taken = replace(before, time=before.time or taken.time, order=max(before.order, taken.order))
    who = (
        (claim.system, claim.number, claim.name)
        if claim.system == "canvas" or not known.system
        else (known.system, known.number, known.name)
    )
    fresh = Record(*who, assignments={**known.assignments, attempt.assignment: taken})
    if fresh != known:
        record.keep(course, attempt.student, fresh)
