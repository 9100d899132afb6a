"""A backward pass that goes one edge further with each press of a button, or as the slider moves."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from autograder.learn import words
from autograder.learn.draw.folds import readable
from autograder.learn.draw.graphs import Plan, callers_names, paint, plan
from autograder.learn.draw.steps import Step, outcome, sentence, short, steps, strip
from autograder.learn.draw.svg import BLUE, ORANGE, Picture
from autograder.learn.explore.live import Exploration, Slider
from autograder.learn.trace import Graph, Node, trace

NEWEST, EARLIER = (ORANGE, 11), (BLUE, 5)  # colour and width of the band along an edge
NONE = "—"  # the gradient of a node that the pass has not reached
# role="status" makes a screen reader say the new words, without moving the reader
STATUS = '<p role="status" aria-live="polite" aria-atomic="true" style="margin:4px 0;line-height:1.4">{}</p>'


class Stepper(Exploration):
    """Printed: the whole pass. Live: it begins at the root, before the first step."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.steps = graph, steps(graph)
        marks = [(step.edge.source, _mark(short(step.after))) for step in self.steps]
        self.plan = plan(graph, [*((node, _mark(NONE)) for node in graph.nodes), *marks])
        super().__init__(self.frame, [Slider("step", 0, len(self.steps), 1, 0)])
        self.static = self._whole()

    def frame(self, step: float) -> Picture:
        """The graph after `step` steps: the newest edge thick and orange, earlier ones thinner and blue."""
        count = int(step)
        done = self.steps[:count]
        says = f"{self.caption(count)} {_so_far(self.graph, done)}"
        return _passed(self.plan, done, says, newest=True)

    def caption(self, count: int) -> str:
        """What the newest of so many steps does."""
        root = self.graph.root.called
        if count == 0:
            return f"Step 0 of {len(self.steps)}: the pass begins at the root, with d{root}/d{root} = 1."
        end = f" The pass is over: {outcome(self.graph, self.steps)}." if count == len(self.steps) else ""
        return f"Step {count} of {len(self.steps)}, {sentence(self.steps[count - 1])}{end}"

    def _whole(self) -> Picture:
        """What is printed and committed: the graph with all gradients, and the table of the steps."""
        table = strip(self.graph, self.steps)
        passed = _passed(self.plan, self.steps, _so_far(self.graph, self.steps))
        return Picture(f"<div>{passed.svg}</div><div>{table.svg}</div>", table.says)

    def _build(self) -> Any:
        """The live form: four buttons, a box and a slider for the step, the newest step in words, and the picture.

        No button is ever disabled: one that is loses the keyboard's focus.
        """
        import ipywidgets

        (slider,) = self.controls
        knob = slider.widget()
        said, shown = ipywidgets.HTML(), ipywidgets.HTML()

        def redraw(_: Any = None) -> None:
            said.value = STATUS.format(html.escape(self.caption(knob.value)))
            shown.value = self.frame(knob.value).svg

        moves = {"first": -len(self.steps), "back": -1, "next": 1, "last": len(self.steps)}
        buttons = [_button(name, knob, by) for name, by in moves.items()]
        knob.observe(redraw, names="value")
        redraw()
        row = ipywidgets.HBox([*buttons, slider.row(knob)], layout={"flex_flow": "row wrap"})
        return ipywidgets.VBox([row, said, shown])


def backward(root: Any, /, *, fold: bool = True, **names: Any) -> Stepper:
    """Walk the backward pass from `root` edge by edge: incoming gradient × local derivative = what is sent on, and
    the gradient so far on each node. `root` is a tensor with one number, or a value of an engine of your own.

    Name what is in the graph as in `draw.graph`. The graph is left intact, and no `.grad` is touched. A long run is
    folded, and is one step; `fold=False` opens it.

    The printed form is the graph with all gradients and the table of the steps (`draw.backward_strip`).
    """
    return Stepper(readable(trace(root, names or callers_names(2)), fold=fold))


def _button(name: str, knob: Any, by: int) -> Any:
    import ipywidgets

    signs = {"first": "« first", "back": "‹ back", "next": "next ›", "last": "last »"}
    tips = {"first": "to the start", "back": "one step back", "next": "one step on", "last": "to the end of the pass"}
    button = ipywidgets.Button(description=signs[name], tooltip=tips[name], layout={"width": "6.5em"})
    button.on_click(lambda _: setattr(knob, "value", knob.value + by))  # the slider keeps it within its ends
    return button


def _passed(planned: Plan, done: Sequence[Step], says: str, *, newest: bool = False) -> Picture:
    """The graph with a see-through band along every edge that the pass has gone through."""
    last = done[-1] if newest and done else None
    legend = [(_sample(*NEWEST), "newest step")] if newest else []
    legend += [(_sample(*EARLIER), "gone through")]
    bands = "".join(
        f"<path d='{planned.lines[step.edge].curve}' {_band(*(NEWEST if step is last else EARLIER))}/>" for step in done
    )
    return paint(planned, marks=_marks(planned.graph, done), over=bands, legend=legend, says=says)


def _band(colour: str, width: int) -> str:
    return f"fill='none' stroke='{colour}' stroke-width='{width}' stroke-opacity='.45' stroke-linecap='round'"


def _sample(colour: str, width: int) -> str:
    """A band for the legend."""
    return f"<path d='M3 0H23' {_band(colour, width)}/>"


def _arrived(graph: Graph, done: Sequence[Step]) -> dict[Node, str]:
    """On each node that the pass has reached, the gradient that has arrived by now."""
    reached = {step.edge.source: short(step.after) for step in done if not step.edge.source.left_out}
    return {graph.root: "1"} | reached


def _marks(graph: Graph, done: Sequence[Step]) -> dict[Node, str]:
    arrived = _arrived(graph, done)
    return {node: _mark(arrived.get(node, NONE)) for node in graph.nodes if not node.left_out}


def _mark(gradient: str) -> str:
    return f"grad {gradient}" if len(gradient) <= 11 else "grad: see below"


def _so_far(graph: Graph, done: Sequence[Step]) -> str:
    """The same in words."""
    arrived = _arrived(graph, done)
    told = [f"{node.called} {arrived[node]}" for node in reversed(graph.nodes) if node in arrived]
    return f"Gradients so far: {words.listed(told)}."
