r"""What the names in a download say: whose file it is, of which hand-in, and how the student called it.

Canvas, lib/content_zipper.rb in instructure/canvas-lms, `get_filename` and `add_upload_submission`:
    lovelaceada_LATE_1001_5001_01_small-1.ipynb    name, LATE if late, user, attachment, the file's name
    anon_aB3xY_5001_01_small.ipynb                 with anonymous grading, no name and no user
    lovelaceada_1001_text.html, …_link.html        typed or linked, not uploaded
  The name is the sortable one ("Lovelace, Ada") without what is no word character, in small letters; of a group it is
  the group's. Older versions put all of it in small letters, LATE too. `-1` is Attachment.make_unique_filename's, for
  the second file of one name, and a UUID takes its place after seven. Attachment ids only ever grow.
Moodle, mod/assign (locallib.php, later classes/downloader.php):
    Ada Lovelace_12345_assignsubmission_file_/01_small.ipynb    in folders (3.1 to 3.x); later without the last `_`
    Ada Lovelace_12345_assignsubmission_file_01_small.ipynb     flat
    Participant_12345_assignsubmission_file_/…                  blind marking
    Red-Ada Lovelace_12345_…, Red_77_…                          of groups: older, newer
    …_assignsubmission_onlinetext_/onlinetext.html              typed
  The number is the participant's in this one assignment, and another one in the next.
nbgrader: STUDENT/ASSIGNMENT/NOTEBOOK.ipynb. Plain: STUDENT.ipynb, STUDENT.zip, STUDENT/….
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_CANVAS = re.compile(r"(?=_(\d+)_(\d+)_(.+))", re.S)
_ANONYMOUS = re.compile(r"(?:(LATE)_)?(anon_[A-Za-z0-9]+)_(\d+)_(.+)", re.I | re.S)
_TYPED = re.compile(r"(.*?)(?:_(LATE))?_(\d+|anon_[A-Za-z0-9]+)_(text|link)\.html", re.I | re.S)
_LATE = re.compile(r"(.*)_LATE", re.I | re.S)
_MOODLE = re.compile(r"(.+?)(?:_(\d+))?_assignsubmission_([a-z]+)(?:_(.*))?", re.S)
_COPY = re.compile(
    r"(.+?)(?:-(\d{1,2})|-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}| ?\((\d{1,2})\)|-Copy(\d{1,2}))", re.S
)
CANVAS_COPY = re.compile(r"(.+?)-(?:\d|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.S)


@dataclass(frozen=True)
class Claim:
    """What a name says. `order`: of two claims of one student and file, the later one's is greater."""

    system: str  # canvas, moodle, nbgrader, plain or course (its own collector)
    name: str  # the student's, as the archive writes it
    file: str  # as the student called it, with folders
    number: str = ""  # the user's in Canvas, the participant's in Moodle
    late: bool = False
    order: tuple[int, ...] = ()
    assignment: str = ""
    typed: bool = False  # into a text box, or as a link: there is no file
    about: tuple[tuple[str, str], ...] = ()  # first_name, last_name, email, timestamp: from a course's own collector


def read(names: Sequence[str], books: Collection[str], assignments: Collection[str], stem: str) -> list[Claim | None]:
    """A claim for each name of an archive, or None where it does not fit in with the others.

    books: the names of the course's notebooks. stem: the archive's own name, which its outermost folder may have.
    """
    found = [moodle(name) for name in names]
    if any(found):
        return found
    found = canvas_all(names, books)
    flat = [bool(claim) for claim, name in zip(found, names, strict=True) if name.endswith((".ipynb", ".zip"))]
    if any(found) and sum(flat) * 4 >= len(flat):
        return found
    return plain_all(names, books, assignments, stem)


def canvas_all(names: Sequence[str], books: Collection[str]) -> list[Claim | None]:
    """A name with numbers in it (team_3_1001_5001_data.csv) can be cut in several places: as for a notebook we know."""
    splits = [_splits(name.rpartition("/")[2]) for name in names]
    sure = {(one.name, one.number) for some in splits for one in some if original(one.file, books)[0]}
    found = []
    for some in splits:
        known = [one for one in some if original(one.file, books)[0]]
        likely = [one for one in some if (one.name, one.number) in sure]
        found.append(next(iter([*known, *likely, *some]), None))
    return found


def _splits(base: str) -> list[Claim]:
    typed = _TYPED.fullmatch(base)
    if typed:
        return [Claim("canvas", typed[1] or typed[3], base, typed[3], bool(typed[2]), typed=True)]
    anonymous = _ANONYMOUS.fullmatch(base)
    if anonymous:
        late, name, number, file = anonymous.groups()
        return [Claim("canvas", name, file, name, bool(late), (int(number),))]
    found = []
    for cut in _CANVAS.finditer(base):
        name, (user, attachment, file) = base[: cut.start()], cut.groups()
        late = _LATE.fullmatch(name)
        if len(user) + len(attachment) < 40:
            found.append(Claim("canvas", late[1] if late else name, file, user, bool(late), (int(attachment),)))
    return found


def moodle(name: str) -> Claim | None:
    """By the outermost part that is Moodle's: an unpacked download may lie in a folder of the instructor's."""
    parts = name.split("/")
    for depth, part in enumerate(parts[:3]):
        match = _MOODLE.fullmatch(part)
        if match:
            who, number, kind, rest = match.groups()
            file = "/".join([rest, *parts[depth + 1 :]] if rest else parts[depth + 1 :])
            typed = kind != "file"
            return Claim("moodle", who, file or part, number or "", typed=typed) if file or typed else None
    return None


def plain_all(
    names: Sequence[str], books: Collection[str], assignments: Collection[str], stem: str
) -> list[Claim | None]:
    """nbgrader's layout wherever a folder has the name of an assignment; else the outermost folder is the student."""
    split = [name.split("/") for name in names]
    held = [_held(parts, assignments) for parts in split]
    if any(held):
        return held
    outer = {parts[0] for parts in split}
    inner = [parts[1:] for parts in split]
    if len(outer) == 1 and all(inner) and _is_wrapper(outer.pop(), inner, books, stem):
        split = inner
    return [_plain(parts, books) for parts in split]


def _held(parts: Sequence[str], assignments: Collection[str]) -> Claim | None:
    for at in (1, 2):
        if len(parts) > at + 1 and parts[at] in assignments:
            return Claim("nbgrader", parts[at - 1], "/".join(parts[at + 1 :]), assignment=parts[at])
    return None


def _is_wrapper(outer: str, inner: Sequence[Sequence[str]], books: Collection[str], stem: str) -> bool:
    notebooks = [parts for parts in inner if parts[-1].endswith(".ipynb")]
    if any(len(parts) == 1 and original(parts[0], books)[0] for parts in notebooks):
        return False  # STUDENT/01_small.ipynb
    return outer == stem or len(notebooks) != 1 or len(notebooks[0]) > 1


def _plain(parts: Sequence[str], books: Collection[str]) -> Claim | None:
    if len(parts) > 1:
        return Claim("plain", parts[0], "/".join(parts[1:]))
    stem, dot, _ = parts[0].rpartition(".")
    if not dot or original(parts[0], books)[0]:
        return None  # a file of nobody's: 01_small.ipynb
    return Claim("plain", stem, parts[0])


def original(file: str, books: Collection[str]) -> tuple[str, int]:
    """The notebook of the course that a file's name stands for, and which copy it is: 01_small-2.ipynb is the second.

    ('', 0) where it is no notebook's name. What a browser, Jupyter and Canvas add to a name is taken off.
    """
    base = file.rpartition("/")[2]
    if not base.endswith(".ipynb"):
        return "", 0
    stem, copy = base.removesuffix(".ipynb"), 0
    while stem not in books:
        match = _COPY.fullmatch(stem)
        if not match:
            return "", 0
        number = next((int(found) for found in match.groups()[1:] if found), 99)
        stem, copy = match[1], copy * 100 + number
    return stem, copy
