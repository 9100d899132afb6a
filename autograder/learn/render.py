"""A verdict in words: plain text, an HTML card, JSON. Pure functions; nothing here judges.

A verdict is said in up to five parts: the *headline*, what happened (the diagnosis), what can be said
where no mistake is recognised, where to look, and the next step.
"""

from __future__ import annotations

import dataclasses
import html
import json
import math
import re
from typing import Any, NamedTuple

import torch

from autograder.learn import exercises, words
from autograder.learn.verdict import Breach, Kind, Mismatch, Outcome, Pointer, Trouble, Verdict


class Part(NamedTuple):
    label: str
    text: str


TITLES = {
    Outcome.RIGHT: "Right.",
    Outcome.WRONG: "Not yet.",
    Outcome.NOT_ATTEMPTED: "Not attempted yet.",
    Outcome.COULD_NOT_RUN: "Could not run.",
}
SIGNS = {Outcome.RIGHT: "✓", Outcome.WRONG: "✗", Outcome.NOT_ATTEMPTED: "○", Outcome.COULD_NOT_RUN: "!"}
# Mid-tones with at least 3:1 against white and against JupyterLab's dark grey, told apart without colour
# by the sign and the words.
COLOURS = {
    Outcome.RIGHT: "#1f9168",
    Outcome.WRONG: "#d0661c",
    Outcome.NOT_ATTEMPTED: "#3f86c6",
    Outcome.COULD_NOT_RUN: "#b262b0",
}


def parts(verdict: Verdict) -> list[Part]:
    """The verdict's sentences, in the order in which they are read."""
    found = [Part(TITLES[verdict.outcome], _headline(verdict))]
    if verdict.diagnosis:
        found.append(Part("What happened.", verdict.diagnosis.explanation))
    elif verdict.remarks:
        found.append(Part("What can be said.", " ".join(verdict.remarks)))
    if verdict.outcome in (Outcome.WRONG, Outcome.COULD_NOT_RUN):
        found += _where_next(verdict)
    return found


def headline(verdict: Verdict) -> str:
    """One line: the outcome, the number that tells it, and the mistake's name."""
    title = TITLES[verdict.outcome]
    name = f" ({verdict.diagnosis.title})" if verdict.diagnosis else ""
    return f"{title} {_headline(verdict)}{name}"


def plain(verdict: Verdict) -> str:
    return "\n".join(f"{part.label} {part.text}" for part in parts(verdict))


def card(verdict: Verdict) -> str:
    """An HTML card that takes its text colour from the theme around it."""
    colour = COLOURS[verdict.outcome]
    rows = "".join(
        f'<p style="margin:.25em 0"><strong>{html.escape(part.label)}</strong> {marked(part.text)}</p>'
        for part in parts(verdict)
    )
    label = html.escape(f"Check: {verdict.outcome.value}", quote=True)
    return (
        f'<div role="note" aria-label="{label}" style="display:flex;gap:.75em;max-width:46em;'
        f'border-left:.3em solid {colour};padding:.3em .9em;margin:.4em 0;line-height:1.5">'
        f'<span aria-hidden="true" style="color:{colour};font-weight:bold;font-size:1.2em">'
        f"{SIGNS[verdict.outcome]}</span><div>{rows}</div></div>"
    )


def as_json(verdict: Verdict) -> str:
    """The whole verdict as JSON, tensors as nested lists; what is large is cut, what is not finite is a word."""
    return json.dumps(_jsonable(verdict, 0), ensure_ascii=False)


MOST = 100  # entries of a container, and numbers of a tensor, that JSON takes


def _jsonable(value: Any, depth: int) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _jsonable(getattr(value, field.name), depth + 1) for field in dataclasses.fields(value)}
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, str):
        return value[:2000]
    if depth > 8:
        return "…"
    if isinstance(value, torch.Tensor):
        small = value.numel() <= MOST and value.layout is torch.strided
        return _jsonable(value.detach().tolist(), depth + 1) if small else f"a tensor of shape {tuple(value.shape)}"
    if isinstance(value, dict):
        return {str(key)[:100]: _jsonable(value[key], depth + 1) for key in list(value)[:MOST]}
    if isinstance(value, (list, tuple)):
        return [_jsonable(entry, depth + 1) for entry in value[:MOST]]
    return f"({type(value).__name__})"


def _number(value: float) -> Any:
    if isinstance(value, int):
        return int(value) if value.bit_length() < 64 else f"an integer of {value.bit_length()} bits"
    return float(value) if math.isfinite(value) else str(float(value))


class Card:
    """What a notebook shows of a verdict."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": plain(self.verdict), "text/html": card(self.verdict)}


def _headline(verdict: Verdict) -> str:
    if verdict.outcome is Outcome.RIGHT:
        return _right(verdict)
    if verdict.outcome is Outcome.NOT_ATTEMPTED:
        return "Replace the line that raises NotImplementedError with your own."
    if verdict.trouble:
        return _trouble(verdict.trouble)
    if verdict.breach:
        return _breach(verdict.breach)
    if verdict.mismatch:
        return MISMATCHES[verdict.mismatch.kind](verdict.mismatch)
    return ""


def _right(verdict: Verdict) -> str:
    return f"{_extent(verdict)} {verdict.carry_on}".strip()


def _extent(verdict: Verdict) -> str:
    if verdict.points == 0:
        return ""
    shapes = f", in {words.count(len(verdict.shapes), 'shape')}" if len(verdict.shapes) > 1 else ""
    noun = "point" if verdict.task == "gradient" else "number"
    amount = words.count(verdict.points, noun)
    return f"It agrees with torch at {'all ' if verdict.points > 1 else ''}{amount}{shapes}."


def _trouble(trouble: Trouble) -> str:
    where = f" in line {trouble.line}" if trouble.line and not trouble.source else ""
    line = f" The line: `{trouble.source}`." if trouble.source else ""
    at = f" at {words.inputs(trouble.at)}" if trouble.at else ""
    at = f" on {trouble.doing}{at}" if trouble.doing else at
    message = trouble.message.strip().split("\n")[0].rstrip(".")
    said = f"{trouble.type}: {message}" if message else trouble.type
    return f"Your code stopped{where}{at} with `{said[:300]}`.{line}"


def _breach(breach: Breach) -> str:
    if not breach.source:
        return breach.rule
    return f"{breach.rule} Line {breach.line} of your function: `{breach.source}`."


def _lead(mismatch: Mismatch) -> str:
    if not mismatch.at:
        return mismatch.where[:1].upper() + mismatch.where[1:]
    pointed = [_pointed(name, value, mismatch.index) for name, value in mismatch.at]
    return f"At {words.inputs(pointed)}, {mismatch.where}"


def _pointed(name: str, value: Any, index: tuple[int, ...]) -> tuple[str, Any]:
    """x[3] = 1.28 in place of a long x, where the compared element belongs to one of x's."""
    if not isinstance(value, torch.Tensor) or not index or value.dim() != len(index):
        return name, value
    if any(place >= size for place, size in zip(index, value.shape, strict=True)):
        return name, value
    return f"{name}[{', '.join(map(str, index))}]", value.detach()[index]


def _value(mismatch: Mismatch) -> str:
    whole = f", element {words.listed([str(entry) for entry in mismatch.index])}," if mismatch.index else ""
    shown = any(name.endswith("]") for name, _ in (_pointed(n, v, mismatch.index) for n, v in mismatch.at))
    lead = _lead(mismatch) + ("" if shown else whole)
    if mismatch.secret:
        return f"{lead} is not {words.thing(mismatch.got)}."
    wanted, ours = words.told_apart(mismatch.expected, mismatch.got)
    return f"{lead} is {wanted}; yours is {ours}."


def _shape(mismatch: Mismatch) -> str:
    wanted, ours = tuple(mismatch.expected.shape), tuple(mismatch.got.shape)
    return f"{_lead(mismatch)} has shape {words.shape(wanted)}; yours has shape {words.shape(ours)}."


def _dtype(mismatch: Mismatch) -> str:
    return f"{_lead(mismatch)} has dtype {mismatch.expected.dtype}; yours has {mismatch.got.dtype}."


def _type(mismatch: Mismatch) -> str:
    if mismatch.secret and (mismatch.expected is None or mismatch.got is None):  # None may be the answer
        plain = isinstance(mismatch.got, (int, float, str))
        return f"{_lead(mismatch)} is not {words.thing(mismatch.got) if plain else words.kind_of(mismatch.got)}."
    return f"{_lead(mismatch)} is {words.kind_of(mismatch.expected)}; yours is {words.kind_of(mismatch.got)}."


def _structure(mismatch: Mismatch) -> str:
    lead, wanted, ours = _lead(mismatch), mismatch.expected, mismatch.got
    if isinstance(wanted, int):
        entries = "1 entry" if wanted == 1 else f"{wanted} entries"
        return f"{lead} has {entries}; yours has {ours}."
    return f"{lead} has the keys {words.listed(wanted)}; yours has {words.listed(ours) or 'none'}."


def _error(mismatch: Mismatch) -> str:
    return f"{_lead(mismatch)} should be {mismatch.expected}; what came is {mismatch.got}."


MISMATCHES = {
    Kind.TYPE: _type,
    Kind.STRUCTURE: _structure,
    Kind.SHAPE: _shape,
    Kind.DTYPE: _dtype,
    Kind.STATE: _value,
    Kind.VALUE: _value,
    Kind.ERROR: _error,
    Kind.RULE: _value,
}


def _where_next(verdict: Verdict) -> list[Part]:
    exercise = exercises.by_number(verdict.exercise)
    pointer = verdict.diagnosis.look_at if verdict.diagnosis else None
    if exercise and (pointer is None or not pointer.section):
        pointer = exercise.look_at
    hint = f' A hint is one line away: `check.hint("{exercise.number}")`' if exercise and exercise.hints else ""
    return [Part("Look at", f"{_pointer(pointer)}.{hint}")] if pointer else []


def _pointer(pointer: Pointer) -> str:
    number, _, _ = pointer.lesson.partition("_")
    return f"lesson {number}, *{pointer.section}*" if pointer.section else f"lesson {number}"


_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])")


def marked(text: str) -> str:
    """The two marks that our sentences use: `code` and *emphasis*. The star of `a * b` or `x**2` in a value is none."""
    pieces = html.escape(text).split("`")
    for position in range(1, len(pieces), 2):
        pieces[position] = f"<code>{pieces[position]}</code>"
    for position in range(0, len(pieces), 2):
        pieces[position] = _EMPHASIS.sub(r"<em>\1</em>", pieces[position])
    return "".join(pieces)
