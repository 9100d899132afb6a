"""An intake in words: the mapping as a table, what was refused and why, the sum, and what to do next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.grade.collect.outcome import EARLIER, NEW, REFUSED, REPLACED, UNCHANGED, Row, Summary

_WORDS = {
    NEW: ("taken in", "to take in"),
    REPLACED: ("replaced by a later one (what was there is in submitted.earlier/)", "to replace by a later one"),
    UNCHANGED: ("unchanged", "unchanged"),
    EARLIER: ("earlier, kept in submitted.earlier/", "earlier, to keep in submitted.earlier/"),
    REFUSED: ("refused", "refused"),
}
WIDEST = 48
NOTHING = "There is nothing to take in: no file in it is a student's."


def table(rows: Sequence[Row]) -> str:
    """Which member goes where, and what would happen to it."""
    heads = ("member", "student", "assignment", "late", "what happens")
    lines = [
        (_short(row.member or row.archive), row.student or "–", row.assignment or "–", _late(row), _what(row))
        for row in rows
    ]
    widths = [max(len(line[column]) for line in [heads, *lines]) for column in range(len(heads) - 1)]
    padded = [
        [*(text.ljust(width) for text, width in zip(line, widths, strict=False)), line[-1]] for line in [heads, *lines]
    ]
    return "\n".join("  ".join(line).rstrip() for line in padded)


def _late(row: Row) -> str:
    return " ".join([*(["late"] if row.late else []), *([row.time] if row.time else [])]) or "–"


def _what(row: Row) -> str:
    return f"{row.state}: {row.why}" if row.why else row.state


def _short(text: str) -> str:
    """Without its middle: the student stands in front, the notebook at the end."""
    half = WIDEST // 2
    return text if len(text) <= WIDEST else f"{text[: half - 1]}…{text[-half:]}"


def refusals(rows: Sequence[Row]) -> str:
    lines = []
    for row in rows:
        place = ": ".join(part for part in (row.archive, row.member) if part)
        lines.append(f"! {place}: {row.why}." if row.member else f"! {row.why}.")
    return "\n".join(lines)


def summary(done: Summary) -> str:
    parts = [f"{len(done.of(state))} {words[done.dry]}" for state, words in _WORDS.items() if done.of(state)]
    if not parts:
        return NOTHING
    return f"{', '.join(parts)}."


def late(done: Summary) -> str:
    """Marks without a time: no policy can count them."""
    names = [
        f"{row.student} ({row.assignment})" for row in done.rows if row.late and not row.time and row.state != REFUSED
    ]
    if not names:
        return ""
    shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    return f"Marked as late, with no time that a late policy could count: {shown}."


def following(done: Summary) -> str:
    if done.dry:
        return "Nothing was written. The same command without --dry-run takes it in."
    return "Next: autograder grade" if done.of(NEW, REPLACED) else ""


def text(done: Summary) -> str:
    several = list(done.notes)
    notes = several[:10] + ([f"… and {len(several) - 10} more notes (--json shows all)."] if len(several) > 10 else [])
    notes += [
        f"{row.student}: {row.why}" for row in done.of(NEW, REPLACED, EARLIER, UNCHANGED) if row.why and not done.dry
    ][:20]
    parts = [
        table(done.rows) + "\n" if done.dry and done.rows else "",
        *notes,
        late(done),
        summary(done) if done.rows else "",
        following(done) if done.rows else "",
    ]
    return "\n".join(part for part in parts if part)


def document(done: Summary) -> dict[str, Any]:
    return {
        "dry_run": done.dry,
        "counts": {state: len(done.of(state)) for state in _WORDS},
        "members": [
            {
                "archive": row.archive,
                "member": row.member,
                "what": row.state,
                "student": row.student,
                "assignment": row.assignment,
                "late": row.late,
                "time": row.time,
                "why": row.why,
            }
            for row in done.rows
        ],
        "notes": done.notes,
    }
