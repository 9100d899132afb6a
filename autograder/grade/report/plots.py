"""The pictures of a report: SVG in the page itself, each with a sentence that is made from the same numbers.

Drawn by hand, not by matplotlib: colours and patterns come from the page's CSS, so that they follow light, dark and
print, and a class of 400 costs a few kilobytes. What a colour tells, a pattern or a number tells as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from autograder.grade.report import words
from autograder.grade.report.arithmetic import BINS
from autograder.grade.report.facts import State
from autograder.grade.report.figures import AssignmentFigures

# CSS class of each part of a bar; the patterns stand once in the page (page.html.j2)
PARTS = {
    State.RIGHT: "right",
    State.PARTLY: "partly",
    State.WRONG: "wrong",
    State.NO_VERDICT: "stopped",
    State.NOT_ATTEMPTED: "empty",
    State.WAITS: "waits",
}
BAR, BAR_HEIGHT = 140, 16


def bar(counts: Mapping[State, int]) -> Markup:
    """One row's answers, as parts of a whole."""
    total = sum(counts.values())
    if not total:
        return Markup("")
    says = ", ".join(f"{counts[state]} {state}" for state in State if counts.get(state))
    parts, x = [], 0.0
    for state in State:
        width = BAR * counts.get(state, 0) / total
        if width:
            parts.append(_rect(x, 0.5, width, BAR_HEIGHT - 1, f"part {PARTS[state]}"))
        x += width
    return _svg(BAR, BAR_HEIGHT, says, parts, "bar")


def swatch(state: State) -> Markup:
    """The legend's sample of a part. The word beside it says what it is."""
    part = _rect(0.5, 0.5, 23, 13, f"part {PARTS[state]}")
    return Markup('<svg class="swatch" aria-hidden="true" viewBox="0 0 24 14">{}</svg>').format(part)


# Scores

WIDTH, HEIGHT, LEFT, TOP, FLOOR = 320, 176, 8, 40, 128


def histogram(figures: AssignmentFigures) -> Markup:
    """How many students have which share of the points, with the median and the middle half."""
    spread = figures.spread
    if spread is None:
        return Markup("")
    shown = figures.histogram if figures.histogram[BINS] else figures.histogram[:BINS]
    step = (WIDTH - 2 * LEFT) / len(shown)
    tallest = max(shown)
    parts, values = [], []
    for place, students in enumerate(shown):
        height = (FLOOR - TOP) * students / tallest
        x = LEFT + place * step
        if students:
            parts.append(_rect(x + 1.5, FLOOR - height, step - 3, height, "column"))
            values.append(_text(x + step / 2, FLOOR - height - 4, str(students), "value"))
    parts += _shares_axis(step, over=len(shown) > BINS)
    parts += _middle(spread.median, spread.lower, spread.upper, step, len(shown))
    parts += values  # above the line of the median
    return _svg(WIDTH, HEIGHT, says_histogram(figures), parts, "plot")


def _shares_axis(step: float, *, over: bool) -> list[Markup]:
    end = LEFT + BINS * step
    parts = [_line(LEFT, FLOOR, end + (step if over else 0), FLOOR, "axis")]
    for share in (0, 25, 50, 75, 100):
        x = LEFT + share / 100 * BINS * step
        anchor = "first" if share == 0 else "last" if share == 100 else ""
        at = x - 6 if share == 100 and over else x
        parts += [_line(x, FLOOR, x, FLOOR + 4, "axis"), _text(at, FLOOR + 17, f"{share} %", f"tick {anchor}".strip())]
    return [*parts, _text(end + step + 5, FLOOR + 17, "above", "tick last")] if over else parts


def _middle(median: float, lower: float, upper: float, step: float, bins: int) -> list[Markup]:
    def x(share: float) -> float:
        return LEFT + min(share * BINS, bins) * step

    at = x(median)
    anchor = "first" if at < 0.3 * WIDTH else "last" if at > 0.7 * WIDTH else ""
    name = f"median {words.percent(median)}"
    return [
        _rect(x(lower), FLOOR + 24, max(x(upper) - x(lower), 3), 6, "quartiles"),
        _line(at, 20, at, FLOOR, "median"),
        _line(at, FLOOR + 21, at, FLOOR + 33, "mark"),
        _text(at, 14, name, f"name {anchor}".strip()),
    ]


def says_histogram(figures: AssignmentFigures) -> str:
    spread = figures.spread
    if spread is None:
        return f"Scores of {words.assignment(figures.name)}: none yet."
    tenths = [
        f"{words.count(students, 'student')} {_tenth(place)}"
        for place, students in enumerate(figures.histogram)
        if students
    ]
    return (
        f"Scores of {words.assignment(figures.name)}, {words.count(spread.count, 'student')}: median "
        f"{words.percent(spread.median)}, the middle half from {words.percent(spread.lower)} to "
        f"{words.percent(spread.upper)}. {words.listed(tenths)}."
    )


def _tenth(place: int) -> str:
    if place >= BINS:
        return "above 100\u00a0%"
    return f"from {10 * place} to {10 * (place + 1)}\u00a0%" if place == BINS - 1 else f"from {10 * place}\u00a0% on"


# The trend

USUAL = 400  # wide; a longer trend keeps its letters' size, and is scrolled
TREND_HEIGHT, T_LEFT, T_TOP, T_FLOOR = 232, 48, 24, 180


def trend(assignments: Sequence[AssignmentFigures]) -> Markup:
    """Median and middle half of each assignment, side by side."""
    told = [(entry, entry.spread) for entry in assignments if entry.spread is not None]
    if not told:
        return Markup("")
    width = max(USUAL, T_LEFT + 34 * len(told))
    top = max(1.0, *(spread.upper for _, spread in told))
    step = (width - T_LEFT - 8) / len(told)

    def y(share: float) -> float:
        return T_FLOOR - (T_FLOOR - T_TOP) * share / top

    parts = [_line(T_LEFT, y(share / 100), width - 8, y(share / 100), "grid") for share in (0, 25, 50, 75, 100)]
    parts += [_text(T_LEFT - 6, y(share / 100) + 4, f"{share} %", "tick last") for share in (0, 25, 50, 75, 100)]
    centres = [T_LEFT + (place + 0.5) * step for place in range(len(told))]
    for x, (_, spread) in zip(centres, told, strict=True):
        box = min(22.0, 0.6 * step)
        height = max(y(spread.lower) - y(spread.upper), 2)
        parts.append(_rect(x - box / 2, y(spread.upper), box, height, "quartiles"))
    path = " ".join(f"{_number(x)},{_number(y(s.median))}" for x, (_, s) in zip(centres, told, strict=True))
    parts.append(Markup('<polyline class="trend" points="{}"/>').format(path))
    for x, (entry, spread) in zip(centres, told, strict=True):
        parts.append(
            Markup('<circle class="dot" cx="{}" cy="{}" r="4.5"/>').format(_number(x), _number(y(spread.median)))
        )
        above = y(spread.upper) - 5 if spread.upper - spread.median < 0.12 * top else y(spread.median) - 9
        parts.append(_text(x, max(above, 11), f"{100 * spread.median:.0f}", "value"))
        parts.append(_text(x, T_FLOOR + 17, _short(words.number(entry.name)), "tick"))
        parts.append(_text(x, T_FLOOR + 34, f"n {spread.count}", "tick"))
    made = _svg(width, TREND_HEIGHT, says_trend(assignments), parts, "plot long" if width > USUAL else "plot")
    if width == USUAL:
        return made
    return Markup('<div class="wide" role="region" aria-label="Trend" tabindex="0">{}</div>').format(made)


def says_trend(assignments: Sequence[AssignmentFigures]) -> str:
    told = [
        f"{words.assignment(entry.name)} {words.percent(entry.spread.median)} "
        f"({words.percent(entry.spread.lower)} to {words.percent(entry.spread.upper)}, n = {entry.spread.count})"
        for entry in assignments
        if entry.spread is not None
    ]
    return f"Median of each assignment, and in brackets the middle half: {', '.join(told)}."


def _short(name: str) -> str:
    return name if len(name) <= 6 else f"{name[:5]}…"


# Parts


def _svg(width: float, height: float, says: str, parts: Iterable[Markup], kind: str) -> Markup:
    return Markup('<svg class="{}" role="img" aria-label="{}" width="{}" viewBox="0 0 {} {}">{}</svg>').format(
        kind, says, _number(width), _number(width), _number(height), Markup("").join(parts)
    )


def _rect(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        kind, _number(x), _number(y), _number(width), _number(height)
    )


def _line(x: float, y: float, to_x: float, to_y: float, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        kind, _number(x), _number(y), _number(to_x), _number(to_y)
    )


def _text(x: float, y: float, text: str, kind: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, _number(x), _number(y), escape(text))


def _number(value: float) -> str:
    """To a hundredth, so that rounding in the last bit doesn't change the page."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
