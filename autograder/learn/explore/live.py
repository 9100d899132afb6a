"""One picture, some controls, and a redraw when a control moves.

What is committed and printed is the static picture of the controls' first values; in a live kernel the same
output carries a widget as well, and JupyterLab shows that one. All controls are ipywidgets' own, which the
keyboard operates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.learn.draw.svg import Picture
from autograder.learn.notebook import in_notebook

WIDGET = "application/vnd.jupyter.widget-view+json"


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
            layout={"width": "28em", "max_width": "100%"},
        )


@dataclass(frozen=True)
class Choice:
    """One of several named options."""

    name: str
    options: Sequence[str]
    start: str
    label: str = ""

    def widget(self) -> Any:
        import ipywidgets

        return ipywidgets.Dropdown(options=list(self.options), value=self.start, description=self.label or self.name)


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
            frame.value = self.picture(**{name: knob.value for name, knob in knobs.items()}).svg

        for knob in knobs.values():
            knob.observe(redraw, names="value")
        return ipywidgets.VBox([*knobs.values(), frame])
