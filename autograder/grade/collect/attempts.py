"""Puts the files of one student in one archive together: one attempt an assignment, or several, the latest last.

A notebook goes under its own name, whatever a platform or a browser added to it; the files beside it keep theirs. Where
one archive holds several copies of a notebook, each is an attempt of its own, with the same files beside it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from autograder.grade.collect.archive import File, printable, unpacked
from autograder.grade.collect.catalogue import Catalogue, Foreign, Place
from autograder.grade.collect.schemes import Claim, original
from autograder.grade.folder import IGNORED, MOST_FILES
from autograder.grade.intake import LARGEST_FILES, LARGEST_NOTEBOOK, TIMESTAMP
from autograder.grade.result import Refusal

Part = tuple[File, Claim]
OWN_WORD = "is the student's own word, and is left out."


@dataclass(frozen=True)
class Attempt:
    """All that one submission is made of. `files`: its names in submitted/STUDENT/ASSIGNMENT/."""

    student: str
    assignment: str
    archive: str
    claim: Claim  # the notebook's
    member: str  # the notebook's name in the archive
    files: Mapping[str, File]
    digest: str
    order: tuple[int, ...] = ()
    late: bool = False
    time: datetime | None = None
    notes: tuple[str, ...] = ()
    stamp: str = ""  # what a timestamp.txt beside it says


@dataclass
class Found:
    """Attempts, and what of this student's can't be taken in: member -> why."""

    attempts: list[Attempt] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Book:
    file: File
    claim: Claim
    place: Place
    base: str  # the folder that it lies in
    order: tuple[int, ...]


def gather(student: str, archive: str, parts: Sequence[Part], catalogue: Catalogue, assignment: str) -> Found:
    """`assignment`: which it is, if the call of the command says."""
    found = Found()
    opened = _open(parts, found)
    files = [part for part in opened if not part[1].typed]
    others = [part for part in files if not part[1].file.lower().endswith(".ipynb")]
    books = _books([part for part in files if part not in others], catalogue, assignment, found)
    if not books and not found.refused:
        found.refused.update(_no_notebook(parts))
    elif len(files) < len(opened):
        found.notes.append(f"{student}: what was typed into the platform, or is a link, is left out.")
    for name in sorted({book.place[0] for book in books}):
        _attempts(student, archive, name, [book for book in books if book.place[0] == name], others, found)
    return found


def _books(parts: Sequence[Part], catalogue: Catalogue, assignment: str, found: Found) -> list[_Book]:
    """A notebook that has nothing to do with the course is a scratch pad, if it lies beside one that has."""
    books: list[_Book] = []
    strangers: dict[str, str] = {}
    for file, claim in parts:
        try:
            place = catalogue.find(claim.file, file.read(LARGEST_NOTEBOOK), assignment or claim.assignment)
        except Refusal as refusal:
            found.refused[_shown(file)] = str(refusal).rstrip(".")
            continue
        if isinstance(place, tuple):
            order = (*claim.order, original(claim.file, catalogue.books())[1])
            books.append(_Book(file, claim, place, claim.file.rpartition("/")[0], order))
        else:
            (strangers if isinstance(place, Foreign) else found.refused)[_shown(file)] = place
    if books:
        found.notes += [f"{name}: {why}; left out." for name, why in strangers.items()]
    else:
        found.refused.update(strangers)
    return books


def _open(parts: Sequence[Part], found: Found) -> list[Part]:
    """With the files of a zip that the student packed in its place."""
    made: list[Part] = []
    for file, claim in parts:
        if not claim.file.lower().endswith(".zip") or file.inside or claim.typed:
            made.append((file, claim))
            continue
        try:
            inside = unpacked(file)
        except Refusal as refusal:
            found.refused[_shown(file)] = str(refusal).rstrip(".")
            continue
        made += [(one, _claim(claim, one.inside)) for one in inside]
    return made


def _claim(outer: Claim, inside: str) -> Claim:
    return Claim(outer.system, outer.name, inside, outer.number, outer.late, outer.order, outer.assignment)


def _no_notebook(parts: Sequence[Part]) -> dict[str, str]:
    names = [printable(claim.file.rpartition("/")[2]) for _, claim in parts if not claim.typed]
    first = _shown(parts[0][0])
    if not names:
        return {first: "handed in as text or a link, and not as a file: ask for the notebook"}
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return {first: f"{shown} {'is' if len(names) == 1 else 'are'} no notebook: ask for the .ipynb file"}


def _attempts(student: str, archive: str, name: str, books: list[_Book], others: list[Part], found: Found) -> None:
    """The k-th attempt has the k-th copy of each notebook; one that has fewer copies, its last."""
    copies: dict[str, list[_Book]] = defaultdict(list)
    for book in sorted(books, key=lambda book: (book.order, len(book.base), book.file.name)):
        copies[book.place[1]].append(book)
    for turn in range(max(map(len, copies.values()))):
        chosen = {notebook: rows[min(turn, len(rows) - 1)] for notebook, rows in copies.items()}
        try:
            found.attempts.append(_attempt(student, archive, name, chosen, others))
        except Refusal as refusal:
            found.refused[_shown(next(iter(chosen.values())).file)] = str(refusal).rstrip(".")


def _attempt(student: str, archive: str, name: str, chosen: Mapping[str, _Book], others: list[Part]) -> Attempt:
    latest = max(chosen.values(), key=lambda book: book.order)
    files = {f"{notebook}.ipynb": book.file for notebook, book in chosen.items()}
    notes = [
        f"{printable(book.claim.file)} was taken for {notebook}.ipynb."
        for notebook, book in chosen.items()
        if original(book.claim.file, set(chosen))[0] != notebook
    ]
    stamp = _beside(files, latest, others, notes)
    return Attempt(
        student,
        name,
        archive,
        latest.claim,
        latest.file.name,
        files,
        _digest(files),
        latest.order,
        any(book.claim.late for book in chosen.values()),
        max((book.file.time for book in chosen.values() if book.file.time), default=None),
        tuple(notes),
        stamp,
    )


def _beside(files: dict[str, File], latest: _Book, others: list[Part], notes: list[str]) -> str:
    """The other files, by their names from the notebook's folder. What a timestamp.txt says is given, never kept."""
    stamp = ""
    base = f"{latest.base}/" if latest.base else ""
    for file, claim in sorted(others, key=lambda part: part[1].order):
        inside = claim.file.removeprefix(base)
        if IGNORED & set(inside.split("/")):
            continue
        if inside.rpartition("/")[2].casefold() == TIMESTAMP:
            stamp = _stamp(file) if inside == TIMESTAMP and not file.inside else stamp
            notes.append(f"{printable(inside)} {OWN_WORD}")
        elif _fits(inside, files, claim):
            files[inside] = file
        else:
            notes.append(f"{printable(inside)} is left out: another file has its place.")
    if len(files) > MOST_FILES or sum(file.size for file in files.values()) > LARGEST_FILES + LARGEST_NOTEBOOK:
        raise Refusal(f"has more than {MOST_FILES} files, or {LARGEST_FILES // 1_000_000} MB of them.")
    return stamp


def _stamp(file: File) -> str:
    try:
        return file.read(200).decode("utf-8", "replace").strip()
    except Refusal:
        return ""


def _fits(inside: str, files: Mapping[str, File], claim: Claim) -> bool:
    """A later upload of one name takes the place of an earlier one; a folder can't be where a file is."""
    parts = inside.split("/")
    above = {"/".join(parts[:depth]).casefold() for depth in range(1, len(parts))}
    folded = {name.casefold(): name for name in files}
    below = any(name.startswith(f"{inside.casefold()}/") for name in folded)
    same = folded.get(inside.casefold(), inside)
    return not below and not above & set(folded) and same == inside and not inside.endswith(".ipynb")


def _digest(files: Mapping[str, File]) -> str:
    total, found = 0, hashlib.sha256()
    for name, file in sorted(files.items()):
        limit = LARGEST_NOTEBOOK if name.endswith(".ipynb") else LARGEST_FILES
        raw = file.read(limit)
        total += len(raw)
        found.update(f"{name}\0{len(raw)}\0".encode("utf-8", "replace") + raw)
    if total > LARGEST_FILES + LARGEST_NOTEBOOK:
        raise Refusal(f"has more than {LARGEST_FILES // 1_000_000} MB of files.")
    return found.hexdigest()


def _shown(file: File) -> str:
    return printable(f"{file.name}: {file.inside}" if file.inside else file.name)


def digest_of(contents: Mapping[str, bytes]) -> str:
    """The same of a folder that is there."""
    found = hashlib.sha256()
    for name, raw in sorted(contents.items()):
        found.update(f"{name}\0{len(raw)}\0".encode("utf-8", "replace") + raw)
    return found.hexdigest()
