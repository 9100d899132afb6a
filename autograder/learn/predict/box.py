"""The box for a guess, to type it or to choose it: ipywidgets in a live kernel, beside a line that never changes.

What stands in the box when the next cell starts is the guess, whether Enter was pressed or not; a button that is chosen
is noted at once. After that the box is closed; one that was left empty takes a late guess, and answers for itself.
"""

from __future__ import annotations

import contextlib
import html
from collections.abc import Callable, Sequence
from typing import Any

from autograder.learn import render
from autograder.learn.buttons import buttons, marked
from autograder.learn.notebook import in_notebook
from autograder.learn.predict import cards

Tell = Callable[[], None]
WIDGET = "application/vnd.jupyter.widget-view+json"


class Box:
    """`said` is what stands in it; None where there is nothing."""

    def __init__(self, about: str, options: Sequence[str], entered: Tell, start: str = "") -> None:
        self.about, self.options, self.entered, self.start = about, tuple(options), entered, start
        self._field: Any = None
        self._button: Any = None
        self._status: Any = None
        self._whole: Any = None

    @property
    def said(self) -> str:
        value = self._field.value if self._field is not None else None
        return value.strip() if isinstance(value, str) else self.start

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = dict(invitation(self.about)._repr_mimebundle_())
        if not in_notebook():
            return {"text/plain": f"{bundle['text/plain']} Your guess goes into guess=… of check.predict."}
        with contextlib.suppress(Exception):  # without widgets the line is left
            self._whole = self._built()
            bundle[WIDGET] = self._whole._repr_mimebundle_()[WIDGET]
        return bundle

    def _built(self) -> Any:
        import ipywidgets

        label = cards.bare(self.about)
        self._status = ipywidgets.HTML()
        if self.start:
            self.say(f"Noted: {self.start}. Now run the next cell.")
        return ipywidgets.VBox([self._choices(label) if self.options else self._typed(label), self._status])

    def _choices(self, label: str) -> Any:
        """A button an answer; the line below says what was chosen, to a screen reader as well."""
        self._field = buttons(self.options, self.start if self.start in self.options else None, f"{label}:")
        self._field.observe(lambda _: self.entered(), names="value")
        return marked(self._field)

    def _typed(self, label: str) -> Any:
        import ipywidgets

        self._field = self._text(label)
        self._button = ipywidgets.Button(
            description="That's my guess",
            tooltip=f"Note the guess for {label}",
            layout={"width": "auto", "align_self": "flex-start"},
        )
        self._button.on_click(lambda _: self.entered())
        return ipywidgets.HBox([self._field, self._button], layout={"flex_flow": "row wrap"})

    def _text(self, label: str) -> Any:
        import ipywidgets

        field = ipywidgets.Text(
            value=self.start,
            description=f"{label} =" if "=" not in label and " " not in label else f"{label}:",
            placeholder="your guess",
            style={"description_width": "initial"},
            layout={"width": f"{max(28, 16 + 0.6 * len(label)):.0f}em", "max_width": "100%"},  # the label and the box
        )
        field.on_msg(lambda _, content, __: self.entered() if content.get("event") == "submit" else None)
        return field

    def say(self, words: str) -> None:
        """One line below the box."""
        if self._status is not None:
            self._status.value = f'<p role="status" style="margin:.2em 0">{html.escape(words)}</p>'

    def show(self, card: cards.Card) -> None:
        """A whole card below the box: the answer to a late guess."""
        if self._status is not None:
            self._status.value = f'<div role="status">{card.page}</div>'

    def close(self) -> None:
        """No more typing: the cell has run."""
        for part in (self._field, self._button):
            if part is not None:
                part.disabled = True
        if self._status is not None:
            self._status.value = ""


def invitation(about: str) -> cards.Card:
    """What is committed and printed: the same on every run."""
    text = f"Predict {about}, then run the next cell."
    return cards.Card(cards.bare(text), f'<p style="margin:.2em 0">{render.marked(text)}</p>')
