"""What an intake did, or would do: a row for each member that counts."""

from __future__ import annotations

from dataclasses import dataclass, field

NEW, REPLACED, UNCHANGED, EARLIER, REFUSED = "new", "replaces", "unchanged", "earlier", "refused"
"""Nothing was there; a later one, what was there is kept; the same; not the latest, kept beside; can't be taken in."""


@dataclass(frozen=True)
class Row:
    archive: str
    member: str
    state: str
    student: str = ""
    assignment: str = ""
    late: bool = False  # as the platform marks it
    time: str = ""  # UTC, as it goes into timestamp.txt
    why: str = ""  # of a refusal; else what is to be said of it


@dataclass
class Summary:
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dry: bool = False

    def of(self, *states: str) -> list[Row]:
        return [row for row in self.rows if row.state in states]
