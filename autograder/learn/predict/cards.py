"""Guess beside truth: a card under the cell that ran, in HTML and in plain words. Pure functions of a `Finding`."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from autograder.learn.render import Part, marked
from autograder.learn.verdict import Diagnosis, Pointer


class Outcome(StrEnum):
    """What became of a prediction."""

    RIGHT = "right"
    WRONG = "wrong"
    LATE = "late"  # guessed after the cell had run
    UNKNOWN = "not known"  # the cell stopped before there was anything to compare with
    NONE = "not guessed"


SIGNS = {Outcome.RIGHT: "✓", Outcome.WRONG: "✗", Outcome.LATE: "○", Outcome.UNKNOWN: "!"}
# The tones of the checks' cards: at least 3:1 on white and on dark grey, and never alone.
COLOURS = {Outcome.RIGHT: "#1f9168", Outcome.WRONG: "#d0661c", Outcome.LATE: "#3f86c6", Outcome.UNKNOWN: "#b262b0"}


@dataclass(frozen=True)
class Finding:
    """A guess and what came. `about` is what was predicted, as it stands in a sentence (`x.grad` in code)."""

    outcome: Outcome
    about: str
    guess: str
    truth: str
    note: str = ""
    diagnosis: Diagnosis | None = None
    correct: bool = False  # a late guess may be


def parts(finding: Finding) -> list[Part]:
    """The sentences below guess and truth."""
    first, *rest = [entry for entry in (finding.note, _told(finding.diagnosis)) if entry] or [""]
    label, said = OPENINGS[finding.outcome]
    found = [Part(label, f"{said} {first}".strip()), *(Part("", entry) for entry in rest)]
    if finding.diagnosis and finding.diagnosis.look_at:
        found.append(Part("Look at", f"{pointer(finding.diagnosis.look_at)}."))
    return found


OPENINGS = {
    Outcome.RIGHT: ("Right.", "You knew it before it ran."),
    Outcome.WRONG: ("Not this time.", ""),
    Outcome.LATE: ("Late.", "The cell had run before this guess, so it isn't counted."),
    Outcome.UNKNOWN: ("Not known yet.", "Your guess is kept."),
}


def _told(diagnosis: Diagnosis | None) -> str:
    if diagnosis is None:
        return ""
    return f"*{diagnosis.title}.* {diagnosis.explanation}" if diagnosis.title else diagnosis.explanation


def plain(finding: Finding) -> str:
    came = f"; what came is {_quoted(finding.truth)}" if finding.truth else ""
    rows = [f"{part.label} {_words(part.text)}".strip() for part in parts(finding)]
    return "\n".join([f"{bare(finding.about)}: you guessed {_quoted(finding.guess)}{came}.", *rows])


def _quoted(said: str) -> str:
    """Words in quotation marks; numbers, lists, None and True as they are."""
    return f"“{said}”" if " " in said and said[0].isalpha() else said


def card(finding: Finding) -> str:
    """A card that takes its ink from the theme around it, as the checks' cards do."""
    colour = COLOURS[finding.outcome]
    rows = "".join(f'<p style="margin:.25em 0">{_row(part)}</p>' for part in parts(finding))
    label = html.escape(f"Prediction: {finding.outcome.value}", quote=True)
    return (
        f'<div role="note" aria-label="{label}" style="display:flex;gap:.75em;max-width:46em;'
        f'border-left:.3em solid {colour};padding:.3em .9em;margin:.4em 0;line-height:1.5">'
        f'<span aria-hidden="true" style="color:{colour};font-weight:bold;font-size:1.2em">'
        f"{SIGNS[finding.outcome]}</span><div>{_beside(finding)}{rows}</div></div>"
    )


def _beside(finding: Finding) -> str:
    """Two boxes: what was guessed, what came."""
    boxes = [("Your guess", finding.guess)]
    if finding.truth:
        boxes.append((finding.about, finding.truth))
    cells = "".join(
        '<div style="border:1px solid #8a8a8a;border-radius:.3em;padding:.15em .7em;min-width:6em">'
        f'<div style="font-size:.9em">{marked(name)}</div>'
        f'<div style="font-size:1.15em;font-weight:bold">{marked(value)}</div></div>'
        for name, value in boxes
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.6em;margin:.1em 0 .4em">{cells}</div>'


def _row(part: Part) -> str:
    label = f"<strong>{html.escape(part.label)}</strong> " if part.label else ""
    return label + linked(part.text)


class Card:
    """What a notebook shows of a finding, or of anything else that has plain words and HTML."""

    def __init__(self, text: str, page: str) -> None:
        self.text, self.page = text, page

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.page}


def of(finding: Finding) -> Card:
    return Card(plain(finding), card(finding))


LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def pointer(place: Pointer) -> str:
    """lesson 06, [Backward adds](06_accumulation.ipynb#Backward-adds)."""
    number, _, _ = place.lesson.partition("_")
    return f"lesson {number}, {section(place.lesson, place.section)}" if place.section else f"lesson {number}"


def section(lesson: str, heading: str) -> str:
    """A link to a heading: JupyterLab's anchors are the heading with hyphens for spaces."""
    page = f"{quote(lesson)}.ipynb" if lesson else ""
    return f"[{heading}]({page}#{quote(heading.replace(' ', '-'))})"


def linked(text: str) -> str:
    """The marks of our sentences, and [links](to.ipynb)."""
    pieces: list[str] = []
    end = 0
    for match in LINK.finditer(text):
        pieces += [marked(text[end : match.start()]), f'<a href="{html.escape(match[2])}">{html.escape(match[1])}</a>']
        end = match.end()
    return "".join([*pieces, marked(text[end:])])


def _words(text: str) -> str:
    """A link as plain text is its words."""
    return LINK.sub(r"*\1*", text)


def bare(text: str) -> str:
    return text.replace("`", "")


def listing(title: str, lines: Sequence[str]) -> Card:
    """A heading and a list, with links."""
    items = "".join(f"<li>{linked(line)}</li>" for line in lines)
    body = f"<ul>{items}</ul>" if lines else ""
    page = f'<div role="note" aria-label="Your predictions"><p><strong>{html.escape(title)}</strong></p>{body}</div>'
    return Card("\n".join([title, *(f"- {_words(line)}" for line in lines)]), page)
