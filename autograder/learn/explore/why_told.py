"""An error → what to say of it: its words are recognised, and the live tensors say which of its causes it was."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from autograder.learn.explore import why_looks, why_places, why_steps
from autograder.learn.explore.why_cards import Explanation
from autograder.learn.explore.why_places import Place
from autograder.learn.explore.why_steps import Step
from autograder.learn.mistakes import errors, evidence, reading
from autograder.learn.render import Part
from autograder.learn.task import Attempt, Task
from autograder.learn.verdict import CheckFailed, Verdict

NOT_A_LEAF = "not a leaf"
_SILENT = ("missing_parentheses", "require_grad_typo")
_NONE = ("none_argument", "zero_before_backward")
_LONGEST = 200


@dataclass(frozen=True)
class Scene:
    """An error, and what stood around it."""

    kind: str
    message: str
    here: int  # the number of the cell that the reader is told from
    places: tuple[Place, ...] = ()
    steps: tuple[Step, ...] = ()  # up to the failing one
    note: str = ""  # where the error came from, if it was not alone

    @property
    def said(self) -> str:
        return f"{self.kind}: {self.message}"

    @property
    def place(self) -> Place | None:
        return self.places[-1] if self.places else None

    @property
    def names(self) -> why_looks.Names:
        return self.place.names if self.place else {}


@dataclass(frozen=True)
class Finding:
    """What the error is, by the name of a row or of the bank's entry, and the lines that show it."""

    name: str
    caught: dict[str, str] = field(default_factory=dict)
    lines: tuple[Part, ...] = ()
    row: errors.Row | None = None  # whose words are meant; None: the name says it


Look = Callable[[Scene, str], Finding | None]


def explain(error: BaseException, here: int) -> Explanation:
    """The explanation of an error, told from the cell with the number `here`."""
    first, note = root(error)
    verdict = first.verdict if isinstance(first, CheckFailed) else None
    scene = _scene(first, here, note, why_places.of(first) or why_places.of(error))
    if isinstance(verdict, Verdict) and verdict.diagnosis:
        return _diagnosed(scene, verdict)
    finding = _found(scene)
    if finding is None:
        return _own(scene) if _from_the_course(first) else _unknown(scene)
    told = _words(finding)
    values = _values(scene) if finding.row and finding.row.values else ()
    return Explanation(
        told.title, told.explanation, finding.name, scene.kind, (*_where(scene), *finding.lines, *values), told.look_at
    )


def root(error: BaseException) -> tuple[BaseException, str]:
    """The first cause: what an error was raised from, or what a group holds. An error in a handler's own code
    is the one that stopped the cell, and stands for itself; one that a handler raised on purpose does not."""
    note, seen = "", {id(error)}
    while (inner := _inner(error)) is not None and id(inner[0]) not in seen:
        error, note = inner[0], inner[1]
        seen.add(id(error))
    return error, note


def _inner(error: BaseException) -> tuple[BaseException, str] | None:
    if isinstance(error, BaseExceptionGroup):
        among = len(error.exceptions)
        return error.exceptions[0], f"It is the first of {among} errors in a group." if among > 1 else ""
    cause = error.__cause__
    if cause is None and error.__context__ is not None and not error.__suppress_context__:
        places = why_places.of(error)
        cause = error.__context__ if places and places[-1].text.startswith("raise") else None
    if cause is None or not why_places.of(cause):
        return None
    return cause, f"Your code caught it and raised `{type(error).__name__}` in its place."


def message_of(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return str(error.msg or "")
    try:
        return str(error)
    except Exception:
        return ""


def _scene(error: BaseException, here: int, note: str, places: list[Place]) -> Scene:
    steps = tuple(why_steps.before(places[-1])) if places else ()
    return Scene(type(error).__name__, message_of(error), here, tuple(places), steps, note)


# --- which error, and which of its causes


def _found(scene: Scene) -> Finding | None:
    recognised = errors.recognised(scene.said, scene.place.text if scene.place else "")
    if recognised is None:
        return None
    row, caught = recognised
    cause = next((found for look in _LOOKS if (found := _looked(look, scene, row.identity))), None)
    return cause or Finding(row.mistake or row.identity, caught, (), row)


def _looked(look: Look, scene: Scene, row: str) -> Finding | None:
    """What a look at the live tensors finds. Whatever a stranger's objects do to it, the error's words stand."""
    with contextlib.suppress(Exception):
        return look(scene, row)
    return None


def _slip(scene: Scene, row: str) -> Finding | None:
    """What Python took without a word earlier on: a method only mentioned, an attribute misspelt."""
    if not re.search(evidence.NOTHING_RECORDED, scene.said):
        return None
    for step in why_steps.relevant(scene.steps):
        facts = reading.facts(_alone(step))
        name = next((name for name in _SILENT if name in facts), "")
        if name == "require_grad_typo" or (name and facts[name].endswith("requires_grad_")):
            return Finding(name, {"link": facts[name]}, (_line(scene, "It began on", step),))
    return None


def _alone(step: Step) -> str:
    return why_steps.text([replace(step, top=step.node)])


def _second(scene: Scene, row: str) -> Finding | None:
    if row != "second_backward":
        return None
    first = why_looks.first_backward(scene.steps, scene.names)
    steps = why_steps.relevant(scene.steps, also=first)
    looped = bool(scene.steps) and scene.steps[-1].looped
    if first is not None:
        lines: tuple[Part, ...] = (_line(scene, "Freed by", first),)
        shared = "shared_node_two_backwards" in reading.facts(why_steps.text(steps))
        return Finding("shared_node_two_backwards" if shared else row, {}, lines)
    if looped:
        lines = (Part("Freed by", "the same line, in an earlier round of the loop."),)
        return Finding("state_not_detached" if any(_carries(step) for step in steps) else row, {}, lines)
    return None


def _carries(step: Step) -> bool:
    """A looped step that makes a value from its own last one, with no detach in between."""
    return step.looped and "detach" not in _alone(step) and bool(why_steps.binds(step) & _used(step))


def _used(step: Step) -> set[str]:
    value = getattr(step.node, "value", None)
    return why_steps.names(value) if value is not None else set()


def _unrecorded(scene: Scene, row: str) -> Finding | None:
    """Backward without a graph, or a plain number asked for one: where was the graph left?"""
    if row not in ("backward_without_graph", "python_number_asked"):
        return None
    steps = why_steps.relevant(scene.steps)
    look = why_looks.graph_left(steps, scene.names)
    if look is not None and look.step is not None:
        wall = look.node if isinstance(look.node, ast.With) else None
        step = replace(look.step, node=wall) if wall else look.step
        return Finding(
            look.name, {}, (_line(scene, "Nothing was recorded from" if wall else "The graph was left on", step),)
        )
    if row != "backward_without_graph":
        return None
    if "rebound_weight" in reading.facts(why_steps.text(steps)):
        return Finding("rebound_weight")
    bare = why_looks.nothing_requires(steps, scene.names)
    return Finding(row, {}, (), errors.every()["nothing_requires_grad"]) if bare else None


def _gradless(scene: Scene, row: str) -> Finding | None:
    """None where a gradient belongs: the live tensor says why."""
    if row not in _NONE or not scene.steps:
        return None
    look = why_looks.gradless(scene.steps[-1], scene.steps[:-1], scene.names)
    if look is None:
        return None
    if look.step is not None and look.step is not scene.steps[-1]:
        return Finding(look.name, {"link": look.link}, (_line(scene, "It began on", look.step),))
    name = nonleaf(scene.steps) if look.name == "intermediate_grad" else look.name
    if name in ("intermediate_grad", "grad_of_unrecorded", "rebound_input") and _rebound(scene.steps):
        name = "rebound_weight"
    if name == "grad_not_there" and row == "zero_before_backward":
        name = row
    return Finding(name, {"link": look.link})


def nonleaf(steps: tuple[Step, ...]) -> str:
    """Which of the ways to an intermediate it was, as the evidence of a check sees it."""
    source = why_steps.text(why_steps.relevant(steps))
    task = Task("", None, (Attempt((), None, None, (NOT_A_LEAF,)),), source=source)
    found = evidence.warned(task)
    return found[0] if found else "intermediate_grad"


def _rebound(steps: tuple[Step, ...]) -> bool:
    """`w = w - …` before the failing step, or in it where a loop comes round to it."""
    earlier = why_steps.relevant(steps)
    if not steps[-1].looped:
        earlier = earlier[:-1]
    return any(
        "rebound_weight" in reading.facts(_alone(step)) and re.search(r"\.grad| - ", _alone(step)) for step in earlier
    )


def _edited(scene: Scene, row: str) -> Finding | None:
    if row != "edited_in_place":
        return None
    changed = why_looks.changes(scene.steps[:-1], why_steps.relevant(scene.steps)[:-1])
    return Finding(row, {}, (_line(scene, "Changed on", changed[0]),)) if len(changed) == 1 else None


_LOOKS = (_slip, _second, _unrecorded, _gradless, _edited)


# --- in words


def _words(finding: Finding) -> errors.Words:
    row = finding.row or errors.every().get(finding.name) or errors.Row(finding.name, mistake=finding.name)
    return errors.words(row, finding.caught)


def _where(scene: Scene) -> Iterator[Part]:
    """The line that caused it, and the line that called it where that is another cell's."""
    place = scene.place
    if place is None:
        return
    text = f"{_first(place.words(scene.here))}: {quoted(place.text)}."
    outer = scene.places[0]
    if place.function and outer is not place and (outer.cell, outer.number) != (place.cell, place.number):
        text += f" Called from {outer.words(scene.here, told=place.cell)}: {quoted(outer.text)}."
    yield Part("The line.", f"{text} {scene.note}".strip())


def _line(scene: Scene, label: str, step: Step) -> Part:
    place = scene.place
    text = text_of(step)
    seen = Place(step.node.lineno, text, step.cell, place.file if place else "")
    return Part(label, f"{seen.words(scene.here, told=place.cell if place else None)}: {quoted(text)}.")


def text_of(step: Step) -> str:
    """The step's first line, as the reader wrote it."""
    lines = why_places.source(step.cell).splitlines()
    return lines[step.node.lineno - 1].strip() if step.node.lineno <= len(lines) else why_steps.text([step])


def quoted(text: str) -> str:
    return f"`{text.replace('`', '’')}`"


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _values(scene: Scene) -> tuple[Part, ...]:
    shown = why_looks.shown(scene.place.text, scene.names) if scene.place else []
    return (Part("On that line,", "; ".join(shown) + "."),) if shown else ()


def _diagnosed(scene: Scene, verdict: Verdict) -> Explanation:
    """A check that knows the mistake has said it all; the line is the student's own, if it stopped there."""
    diagnosis, trouble = verdict.diagnosis, verdict.trouble
    assert diagnosis is not None
    own = (Part("The line.", f"In your function: {quoted(trouble.source)}."),) if trouble and trouble.source else ()
    return Explanation(
        diagnosis.title,
        diagnosis.explanation,
        "+".join(diagnosis.mistakes),
        scene.kind,
        own or tuple(_where(scene)),
        diagnosis.look_at,
    )


def _unknown(scene: Scene) -> Explanation:
    """No made-up cause: the line, the error's own last sentence, and what can be looked at."""
    said = last_sentence(scene.message)
    own = f"It says: {quoted(said)}." if said else "It says nothing more."
    told = f"{own} What can be checked is what stands on the line: the values, their kinds and their shapes."
    return Explanation(
        f"{scene.kind}: the course has no words for it", told, "", scene.kind, (*_where(scene), *_values(scene))
    )


def _from_the_course(error: BaseException) -> bool:
    """Was it raised by the course's own code, and not further in?"""
    end = error.__traceback__
    while end is not None and end.tb_next is not None:
        end = end.tb_next
    return end is not None and str(end.tb_frame.f_globals.get("__name__", "")).startswith("autograder.")


def _own(scene: Scene) -> Explanation:
    """The course refused the call: what it said there is its explanation, all of it."""
    said = " ".join(scene.message.split()).rstrip(" .")
    return Explanation(
        "The course can't do what the line asks", f"It says: {said}.", "", scene.kind, tuple(_where(scene))
    )


def last_sentence(message: str) -> str:
    """The end of what the error says, without addresses and folders, which differ from run to run."""
    text = re.sub(r"0x[0-9a-fA-F]{4,}", "0x…", " ".join(message.split()))
    text = re.sub(r"(?:[A-Za-z]:)?(?:[/\\][\w.\-+@ ]+){2,}", lambda path: re.split(r"[/\\]", path.group())[-1], text)
    sentence = re.split(r"(?<=[.!?])\s+", text.strip())[-1]
    return sentence[:_LONGEST].rstrip(" .")
