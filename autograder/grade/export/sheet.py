"""A CSV file as rows of text: read with suspicion, written so that no program takes a name for a formula.

Written as RFC 4180 has it, with CRLF, so that a line break in a name is quoted whichever it is. UTF-8 without a byte
order mark: Canvas reads the mark as a part of its first heading, and programs that read `csv` would trip over it. Excel
wants one to show é as é: `--bom`. A file that came with a mark keeps it.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which OWASP recommends
(owasp.org/www-community/attacks/CSV_Injection). `fused` takes it off again and gives back the very same text. Canvas
has its own way for names: ="=name", which stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from autograder.course import CourseError

# Space, quotes and apostrophes before the sign are skipped by some programs. The wide signs are those of CJK input.
_FORMULA = re.compile(r"""(?:['"\s]*[=+\-@＝＋－＠]|['"]*[\t\r\n])""")
# A program in another country cuts at semicolons, whatever is quoted, and takes what follows one for a cell.
_INSIDE = re.compile(r"""(?<=[,;\t\r\n])(?=['"]*[=+\-@＝＋－＠])""")
_DEFUSED_INSIDE = re.compile(r"""(?<=[,;\t\r\n])'(?=['"]*[=+\-@＝＋－＠])""")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)%?|[+-]")  # "-" alone is Moodle's "nothing"
_BY_CANVAS = re.compile(r'="[^"]*"')
_MARK = "\ufeff"


@dataclass(frozen=True)
class Sheet:
    """Rows of text; the first one has the headings."""

    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    bom: bool = False

    def __bytes__(self) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerows([[defused(_storable(cell)) for cell in row] for row in self.rows])
        return ((_MARK if self.bom else "") + text.getvalue()).encode("utf-8")

    @property
    def headings(self) -> tuple[str, ...]:
        return self.rows[0]

    def with_rows(self, rows: Sequence[Sequence[str]]) -> Sheet:
        return replace(self, rows=tuple(tuple(row) for row in rows))


def read(path: Path) -> Sheet:
    """What an LMS exported. Rows that are too short are filled up; formulas are as they were before `defused`."""
    text, bom = _text(path)
    delimiter = _delimiter(text)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if row]
    except csv.Error as error:
        raise CourseError(f"{path} is no CSV file: {error}. Export it once more.") from error
    if not rows:
        raise CourseError(f"{path} is empty. Export it once more.")
    width = len(rows[0])
    for number, row in enumerate(rows, start=1):
        if any(row[width:]):
            raise CourseError(
                f"{path}: row {number} has {len(row)} cells, but there are {width} headings. Is it what was exported?"
            )
    filled = [tuple(fused(cell) for cell in (*row[:width], *[""] * (width - len(row)))) for row in rows]
    return Sheet(tuple(filled), delimiter, bom)


def _text(path: Path) -> tuple[str, bool]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} can't be read: {error.strerror}.") from error
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError as error:
        raise CourseError(
            f"{path} is not UTF-8: a spreadsheet may have saved it. Export it once more, and leave it as it is."
        ) from error
    return text.removeprefix(_MARK), text.startswith(_MARK)


def _delimiter(text: str) -> str:
    """The one that cuts the headings into the most pieces: a comma, where no other does better."""
    first = text.lstrip("\r\n").splitlines()[:1]

    def pieces(delimiter: str) -> int:
        return len(next(csv.reader(first, delimiter=delimiter), []))

    return max((",", ";", "\t"), key=pieces)


def defused(cell: str) -> str:
    """`cell` so that no spreadsheet runs it. Numbers stay numbers."""
    if _NUMBER.fullmatch(cell):
        return cell
    inside = _INSIDE.sub("'", cell)
    return f"'{inside}" if is_formula(cell) else inside


def fused(cell: str) -> str:
    """What `defused` was given."""
    inside = _DEFUSED_INSIDE.sub("", cell)
    return inside[1:] if inside.startswith("'") and is_formula(inside[1:]) else inside


def is_formula(cell: str) -> bool:
    return bool(_FORMULA.match(cell)) and not _NUMBER.fullmatch(cell) and not _BY_CANVAS.fullmatch(cell)


def number(value: float | None) -> str:
    """At most two decimals, which is what both systems keep: 7.3, 10, and never 7.300000001 or 7,3."""
    if value is None:
        return ""
    rounded = Decimal(repr(float(value))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".") if rounded else "0"


def as_number(cell: str) -> float | None:
    """A number as an LMS writes it, in an English or a French course; None for anything else."""
    words = cell.strip().replace("\u00a0", "").replace("\u202f", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", words):
        words = words.replace(",", "")
    words = words.replace(",", ".")
    return float(words) if re.fullmatch(r"\d+(\.\d*)?|\.\d+", words) else None


def _storable(cell: str) -> str:
    """Without what no file takes: NUL, and halves of characters."""
    return cell.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
