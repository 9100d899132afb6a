"""A choice among a few answers, a button each: Tab goes from one to the next, the space bar chooses, as a click does.

Radio buttons, a list and a list that drops down would have the arrow keys as well, but not in JupyterLab: in a notebook
it takes them for itself wherever no text can be typed, goes to another cell, and the focus is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

CHOSEN = "autograder-choice"
# A shade of grey alone would tell the chosen button from the others: it gets a frame and a tick, and the others keep
# the tick's place free, so that nothing moves. A tick in the buttons' own words would make them anew: the focus goes.
TICKS = (
    f"<style>.{CHOSEN} .widget-toggle-button::before {{content: '✓ '; visibility: hidden}}"
    f".{CHOSEN} .widget-toggle-button.mod-active::before {{visibility: visible}}"
    f".{CHOSEN} .widget-toggle-button.mod-active {{box-shadow: inset 0 0 0 2px currentColor}}"
    "</style>"
)


def buttons(options: Sequence[str], chosen: str | None, label: str) -> Any:
    """The widget; its `value` is what is chosen, or None. To be shown in a `marked` box."""
    import ipywidgets

    knob = ipywidgets.ToggleButtons(
        options=list(options),
        value=chosen,
        description=label,
        tooltips=[f"{label.rstrip(':')}: {option}" for option in options],  # what a screen reader says after the name
        style={"description_width": "initial", "button_width": "auto"},
        layout={"width": "auto", "max_width": "100%"},
    )
    knob.add_class(CHOSEN)
    return knob


def marked(knob: Any) -> Any:
    """The buttons, and the style that marks the chosen one."""
    import ipywidgets

    return ipywidgets.VBox([knob, ipywidgets.HTML(value=TICKS, layout={"display": "none"})])
