"""One picture, some controls, and a redraw when a control moves.

What is committed and printed is the static picture of the controls' first values; in a live kernel the same
output carries a widget as well, and JupyterLab shows that one. All controls are ipywidgets' own, which the
keyboard operates.

A control that moves faster than the pictures come needs no brake here: ipywidgets' browser side has one message on its
way at a time, and keeps only the newest value to send when that one has been answered.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.learn.buttons import buttons, marked
from autograder.learn.draw.svg import DRAWING, Picture
from autograder.learn.notebook import in_notebook

WIDGET = "application/vnd.jupyter.widget-view+json"
WIDE = {"width": "28em", "max_width": "100%"}
UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"


@dataclass(frozen=True)
class Slider:
    """A number to move: `name` is the keyword that the picture's function takes."""

    name: str
    low: float
    high: float
    step: float
    start: float
    label: str = ""

    def widget(self) -> Any:
        import ipywidgets

        whole = all(float(entry).is_integer() for entry in (self.low, self.high, self.step, self.start))
        kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
        cast = int if whole else float
        return kind(
            value=cast(self.start),
            min=cast(self.low),
            max=cast(self.high),
            step=cast(self.step),
            description=self.label or self.name,
            continuous_update=True,
            style={"description_width": "initial"},
            layout=WIDE,
        )

    def row(self, knob: Any) -> Any:
        """The slider and a box for its number. The box is what has a name: ipywidgets gives its slider none that a
        screen reader could say. It takes a typed number, and the arrow keys as the slider does."""
        import ipywidgets

        kind = ipywidgets.BoundedIntText if isinstance(knob, ipywidgets.IntSlider) else ipywidgets.BoundedFloatText
        box = kind(
            value=knob.value,
            min=knob.min,
            max=knob.max,
            step=knob.step,
            description=knob.description,
            style={"description_width": "initial"},
            layout={"width": "auto", "max_width": "14em"},
        )
        knob.description, knob.readout, knob.layout.width = "", False, "20em"
        knob.observe(lambda change: _follow(box, round(change.new, 9)), names="value")
        box.observe(lambda change: _follow(knob, change.new), names="value")
        return ipywidgets.HBox([box, knob], layout={"flex_flow": "row wrap", "max_width": "100%"})


def _follow(widget: Any, value: float) -> None:
    """Set a widget to another one's value, unless only rounding lies between them: a value that comes back from here
    would overtake the newer one that a held key has made in the browser meanwhile."""
    if abs(widget.value - value) > 1e-8:
        widget.value = value


@dataclass(frozen=True)
class Choice:
    """One of several named options: a button each."""

    name: str
    options: Sequence[str]
    start: str
    label: str = ""

    def widget(self) -> Any:
        return buttons(self.options, self.start, self.label or self.name)

    def row(self, knob: Any) -> Any:
        return marked(knob)


class Exploration:
    """`picture(**values)` draws one frame; `controls` are what the reader moves."""

    def __init__(self, picture: Callable[..., Picture], controls: Sequence[Slider | Choice]) -> None:
        self.picture = picture
        self.controls = tuple(controls)
        self.static = picture(**{control.name: control.start for control in self.controls})
        self.widget: Any = None

    def __repr__(self) -> str:
        return repr(self.static)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = dict(self.static._repr_mimebundle_())
        if in_notebook():
            self.widget = self._build()
            bundle[WIDGET] = self.widget._repr_mimebundle_()[WIDGET]
        return bundle

    def _build(self) -> Any:
        import ipywidgets

        frame = ipywidgets.HTML(value=self.static.svg)
        knobs = {control.name: control.widget() for control in self.controls}

        def redraw(_: Any = None) -> None:
            with DRAWING:  # in one go: two that overlap could show the older picture last
                frame.value = self._shown({name: knob.value for name, knob in knobs.items()})

        for knob in knobs.values():
            knob.observe(redraw, names="value")
        rows = [control.row(knobs[control.name]) for control in self.controls]
        return ipywidgets.VBox([*rows, frame])

    def _shown(self, values: dict[str, Any]) -> str:
        """A frame, and its first sentence for a screen reader to speak; or why there is no picture."""
        try:
            drawn = self.picture(**values)
        except Exception as error:  # the reader's own function runs in there: whatever it raises is an answer
            return f'<p role="alert">No picture here: {html.escape(str(error) or type(error).__name__)}</p>'
        return f'{drawn.svg}<div role="status" style="{UNSEEN}">{html.escape(headline(drawn.says))}</div>'


def headline(says: str) -> str:
    """The first sentence: what a move has changed, without the rest."""
    return says.split(". ")[0].splitlines()[0].removesuffix(".") + "."
