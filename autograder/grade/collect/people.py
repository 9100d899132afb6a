"""Whose file is it? Finds nbgrader's student for the name and number that an archive gives.

With a roster: by the platform's number, else by the name. Who is not in it, or fits two, is refused.
Without one: who was taken in before keeps the id; else the name is made into one that every file system, nbgrader and a
terminal can take ("Ada Lovelace": ada-lovelace). Two of one name are told apart by Canvas's user id. Moodle's numbers
can't do that, they are other ones in the next assignment: there both are refused, until a roster tells.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.grade.collect.schemes import Claim

LONGEST = 100
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True)
class Person:
    """A student as a roster or the gradebook knows them; `names` as plain_name makes them."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms_id: str = ""
    participant: str = ""  # Moodle's number in the one assignment that the worksheet is of
    names: frozenset[str] = frozenset()
    modified: str = ""  # when the work was handed in, in that assignment
    late: bool = False


def as_written(name: str) -> str:
    """A name that is an id already stays as it is, capitals and all; of any other one is made."""
    plain = unicodedata.normalize("NFKC", name) == name and safe(name) == name.casefold()
    return name if plain else safe(name)


@dataclass(frozen=True)
class Known:
    """`person` where somebody is on a list; `why` where there is no id."""

    id: str
    person: Person | None = None
    why: str = ""
    by_number: bool = False


def safe(name: str) -> str:
    """An id made of a name: small letters, digits, `-`, `_`, `.` and `@`; '' where nothing is left of it."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    text = "".join(
        sign
        if sign.isalnum() or unicodedata.category(sign) == "Mn" or sign in "-_.@"
        else " "
        if sign.isspace()
        else ""
        for sign in text
    )
    text = re.sub(r"\s+", "-", text.strip()).strip(".-")[:LONGEST].rstrip(".-")
    while len(text.encode()) > 2 * LONGEST:
        text = text[:-1]
    text = text if any(sign.isalnum() for sign in text) and text.isprintable() else ""
    return f"{text}_" if _RESERVED.fullmatch(text) else text


def plain_name(name: str) -> str:
    """A name as it is compared: letters and digits alone, small, without accents."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if sign.isalnum())


def identify(
    archives: Sequence[Sequence[Claim]],
    listed: Sequence[Person],
    roster: str,
    owners: Mapping[str, str],
) -> list[dict[Claim, Known]]:
    """For each archive, who each claim's student is.

    listed: the people of a roster (its name in `roster`) or, without one, of the gradebook. owners: student -> the
    number that Canvas gave whoever was taken in under that name.
    """
    blind = [_blind(claims) for claims in archives]
    found: list[dict[Claim, Known]] = []
    for claims, hidden in zip(archives, blind, strict=True):
        if roster:
            made = {claim: _listed(claim, listed, roster) for claim in set(claims)}
        else:
            made = {claim: _met(claim, listed, owners) or _named(claim, hidden) for claim in set(claims)}
            _apart(made, hidden)
        found.append(made)
    if not roster:
        _with_numbers(found, owners)
    return found


def _blind(claims: Sequence[Claim]) -> bool:
    """Moodle calls everybody Participant (in the site's language) where marking is blind."""
    numbers = {claim.number for claim in claims if claim.system == "moodle"}
    names = {claim.name for claim in claims if claim.system == "moodle"}
    return names == {"Participant"} or (len(names) == 1 and len(numbers) > 2)


def _listed(claim: Claim, people: Sequence[Person], roster: str) -> Known:
    fit = _by_number(claim, people)
    if fit:
        return Known(fit.id, fit, by_number=True)
    names = _names(claim)
    found = {person.id: person for person in people if person.names & names}
    if len(found) == 1:
        person = next(iter(found.values()))
        return Known(person.id, person)
    if found:
        return Known("", why=f"{claim.name} could be {' or '.join(sorted(found))} of {roster}")
    return Known("", why=f"{claim.name} is not in {roster}; add a row there, or leave --roster away")


def _by_number(claim: Claim, people: Sequence[Person]) -> Person | None:
    if not claim.number:
        return None
    what = "lms_id" if claim.system == "canvas" else "participant"
    return next((person for person in people if getattr(person, what) == claim.number), None)


def _names(claim: Claim) -> set[str]:
    """Moodle puts the group before the name: Red-Ada Lovelace."""
    after = claim.name.split("-") if claim.system == "moodle" else []
    names = [claim.name, *("-".join(after[at:]) for at in range(1, len(after)))]
    return {plain for one in names if (plain := plain_name(one))}


def _met(claim: Claim, people: Sequence[Person], owners: Mapping[str, str]) -> Known | None:
    """Somebody whom the gradebook, or an earlier intake, knows by Canvas's number."""
    fit = _by_number(claim, people) if claim.system == "canvas" else None
    if fit:
        return Known(fit.id, fit, by_number=True)
    names = _names(claim)
    namesakes = [one for one in people if one.names & names and not (claim.system == "canvas" and one.lms_id)]
    if len(namesakes) == 1:
        return Known(namesakes[0].id, namesakes[0])
    mine = [student for student, number in owners.items() if claim.system == "canvas" and number == claim.number]
    return Known(mine[0], by_number=True) if mine else None


def _named(claim: Claim, blind: bool) -> Known:
    name = (safe if claim.system in ("canvas", "moodle") else as_written)(claim.name)
    name = name or (f"{claim.system}-{claim.number}" if claim.number else "")
    if blind:
        name = f"{name}-{claim.number}"
    return Known(name) if name else Known("", why=f"no student's id can be made of the name {claim.name!r}")


def _apart(found: dict[Claim, Known], blind: bool) -> None:
    """Two names of one archive that come to the same id: nobody but a roster can tell."""
    groups: dict[str, set[str]] = defaultdict(set)
    for claim, known in found.items():
        if claim.system != "canvas" and known.id:
            groups[known.id.casefold()].add(f"{claim.name} ({claim.number})" if claim.number else claim.name)
    for claim, known in found.items():
        clash = sorted(groups.get(known.id.casefold(), ()))
        if len(clash) > 1 and claim.system != "canvas":
            same = f"{' and '.join(clash[:3])} would be the same student, {known.id.casefold()}"
            found[claim] = Known("", why=f"{same}; --roster FILE.csv tells them apart")


def _with_numbers(archives: Iterable[dict[Claim, Known]], owners: Mapping[str, str]) -> None:
    """Canvas users of one name, here or taken in before, get their number behind it."""
    all_claims = [(claim, known) for made in archives for claim, known in made.items() if claim.system == "canvas"]
    pairs = {(known.id, claim.number) for claim, known in all_claims if known.id and not known.by_number}
    taken = Counter(name for name, _ in pairs)
    settled = {known.id: claim.number for claim, known in all_claims if known.by_number}
    for made in archives:
        for claim, known in made.items():
            if claim.system != "canvas" or known.by_number or not known.id:
                continue
            owner = settled.get(known.id) or owners.get(known.id, claim.number)
            if taken[known.id] > 1 or owner != claim.number:
                made[claim] = Known(f"{known.id}-{claim.number}")
