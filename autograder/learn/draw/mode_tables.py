"""The ways to switch autograd off: all side by side in a table, or one of them as a drawing.

The table is an HTML table (a screen reader walks its cells by row and column header), the drawing an SVG.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from autograder.learn import words
from autograder.learn.draw.mode_probes import DETACH, RECORDING, Finding, Function, finding, findings
from autograder.learn.draw.scenes import Scene
from autograder.learn.draw.svg import BLUE, GREEN, ORANGE, Picture

MOST_NODES = 3


class Row(NamedTuple):
    """One question, answered for every mode."""

    question: str
    answer: Callable[[Finding], str]


def _yes(fact: bool) -> str:
    return "✓ yes" if fact else "✗ no"


def _given(found: Finding) -> str:
    if found.given_is_x:
        return "x itself"
    return "a second tensor, x's storage" if found.given_shares_storage else "a copy of x"


def _nodes(found: Finding) -> str:
    return f"✓ {words.count(len(found.nodes), 'node')}" if found.nodes else "✗ nothing"


def _in_place(found: Finding) -> str:
    if found.in_place:
        return "✗ raises"
    return "✓ yes, and x changes" if found.changes_x else "✓ yes"


def _memory(found: Finding) -> str:
    if not found.kept:
        return "✗ none"
    return f"✓ {words.count(found.kept, 'number')}, {words.count(found.kept * found.value.element_size(), 'byte')}"


ROWS = (
    Row("y", lambda found: words.thing(found.value)),
    Row("the function works on", _given),
    Row("x.requires_grad afterwards", lambda found: str(found.x_requires_grad)),
    Row("y.requires_grad", lambda found: str(found.requires_grad)),
    Row("y.grad_fn", lambda found: found.grad_fn or "None"),
    Row("recorded in a graph", _nodes),
    Row("kept in memory for backward", _memory),
    Row("y shares storage with x", lambda found: _yes(found.shares_storage)),
    Row("y may be changed in place later", _in_place),
    Row("y may be used in a later backward", lambda found: "✗ raises" if found.later else "✓ yes"),
)


def modes(function: Function, *, at: Any) -> Picture:
    """y = function(x), once recorded and once in each of four modes: what the result is, and what may
    still be done with it. Each cell is found out by trying.

    function  one tensor in, one tensor out
    at        the value of x: a number, a list or a tensor
    """
    found = findings(function, at)
    where = words.thing(found[0].value)
    title = f"y = {where} in every column; what differs is what autograd keeps, and what it forbids later"
    return Picture(_table(found, title), _in_words(found, title))


def _table(found: Sequence[Finding], title: str) -> str:
    border = "border-bottom:1px solid rgba(128,128,128,.5);"
    cell = f"padding:.35em .6em;text-align:left;vertical-align:top;{border}"
    heads = "".join(f'<th scope="col" style="{cell}"><code>{html.escape(entry.mode)}</code></th>' for entry in found)
    body = "".join(
        f'<tr><th scope="row" style="{cell}">{html.escape(row.question)}</th>'
        + "".join(f'<td style="{cell}">{html.escape(row.answer(entry))}</td>' for entry in found)
        + "</tr>"
        for row in ROWS
    )
    return (
        '<div style="overflow-x:auto" role="region" tabindex="0" aria-label="Table of the modes">'
        '<table style="border-collapse:collapse;font-size:.92em;margin:.4em 0">'
        f'<caption style="caption-side:top;text-align:left;font-weight:bold;padding:.3em 0;color:inherit">'
        f"{html.escape(title)}</caption>"
        f'<thead><tr><th scope="col" style="{cell}">y = f(x)</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _in_words(found: Sequence[Finding], title: str) -> str:
    told = [
        f"{entry.mode}: " + "; ".join(f"{row.question}: {_spoken(row.answer(entry))}" for row in ROWS) + "."
        for entry in found
    ]
    return "\n".join([f"{title}.", *told])


def _spoken(answer: str) -> str:
    """The signs are for the eye; the words after them say it already."""
    return answer.removeprefix("✓ ").removeprefix("✗ ")


def mode(function: Function, *, at: Any, mode: str = RECORDING) -> Picture:
    """One mode: the way forward from x to y = function(x), and the way back, if one was recorded.

    function  one tensor in, one tensor out
    at        the value of x: a number, a list or a tensor
    mode      one of `mode_probes.MODES`
    """
    return Way(function).frame(at, mode)


class Way:
    """The drawing of one mode, for one function at any x."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.scene = Scene(self._backdrop, width=7.4, height=2.6)

    def frame(self, at: Any, mode: str) -> Picture:
        found = finding(self.function, at, mode)
        x = words.thing(at if not isinstance(at, int) else float(at))

        def moving(_: Any, axes: Any) -> None:
            self.title.set_text(_message(found))
            _forward(axes, found, x)
            _back(axes, found)

        return self.scene.picture(moving, _mode_in_words(found, x))

    def _backdrop(self, _: Any, axes: Any) -> None:
        axes.set(xlim=(0, 10), ylim=(0.3, 3.8))
        axes.axis("off")
        self.title = axes.set_title("")


def _message(found: Finding) -> str:
    return f"{found.mode}: " + ("a way back was recorded" if found.nodes else "no way back from y")


def _forward(axes: Any, found: Finding, x: str) -> None:
    """Upper row: x, its detached twin if there is one, y."""
    _box(axes, 1.3, 3.1, f"x = {x}\nrequires_grad={found.x_requires_grad}", BLUE)
    if found.mode == DETACH:
        _box(axes, 5, 3.1, "x.detach()\nsame storage", ORANGE)
        _arrow(axes, 2.75, 3.85, 3.1)
        _arrow(axes, 6.15, 7.1, 3.1)
    else:
        _arrow(axes, 2.75, 7.1, 3.1)
        axes.text(4.9, 3.25, "forward", ha="center", va="bottom", fontsize=10)
    _box(axes, 8.6, 3.1, f"y = {words.thing(found.value)}\nrequires_grad={found.requires_grad}", GREEN)


def _back(axes: Any, found: Finding) -> None:
    """Lower row, from right to left: the recorded nodes down to x.grad; or what is missing."""
    if not found.nodes:
        axes.plot([2.9, 7.0], [1.0, 1.0], linestyle=":", color="#808080")
        axes.text(5, 1.15, "nothing recorded", ha="center", va="bottom", fontsize=10)
        _box(axes, 8.6, 1.0, "grad_fn\nNone", ORANGE)
        _box(axes, 1.3, 1.0, "x.grad\nNone", ORANGE)
        return
    shown = list(found.nodes[:MOST_NODES])
    if len(found.nodes) > MOST_NODES:
        shown = [*shown[:-1], f"… {len(found.nodes) - MOST_NODES + 1} more"]
    gap = 7.3 / len(shown)
    places = [8.6 - gap * step for step in range(len(shown))]
    for place, name in zip(places, shown, strict=True):
        _box(axes, place, 1.0, _wrapped(name), ORANGE)
    _box(axes, 1.3, 1.0, f"x.grad\n{words.thing(found.gradient)}", BLUE)
    for start, end in zip(places, [*places[1:], 1.3], strict=True):
        _arrow(axes, start - 1.0, end + 0.95, 1.0, dashed=True)
    _arrow(axes, 8.6, 8.6, 2.55, down=1.5)


def _wrapped(name: str) -> str:
    return name.replace("Backward", "\nBackward").replace("AccumulateGrad", "Accumulate\nGrad")


def _box(axes: Any, x: float, y: float, text: str, colour: str) -> None:
    frame = {"boxstyle": "round,pad=0.45", "facecolor": "none", "edgecolor": colour, "linewidth": 1.8}
    axes.text(x, y, text, ha="center", va="center", fontsize=10, bbox=frame)


def _arrow(axes: Any, start: float, end: float, y: float, *, dashed: bool = False, down: float | None = None) -> None:
    style = {"arrowstyle": "->", "linewidth": 1.6, "linestyle": "--" if dashed else "-", "color": "#808080"}
    axes.annotate("", xy=(end, y if down is None else down), xytext=(start, y), arrowprops=style)


def _mode_in_words(found: Finding, x: str) -> str:
    start = f"{_message(found)}. x = {x}, requires_grad={found.x_requires_grad}"
    twin = "; the function works on x.detach(), a second tensor on the same storage" if found.mode == DETACH else ""
    end = f"; y = {words.thing(found.value)}, requires_grad={found.requires_grad}"
    if not found.nodes:
        return f"{start}{twin}{end}, grad_fn None. Nothing was recorded, and x.grad stays None."
    return f"{start}{end}. From y back to x: {', '.join(found.nodes)}; x.grad is {words.thing(found.gradient)}."
