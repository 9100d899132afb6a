"""Show the box, or take the guess that was given, and leave the rest to the desk."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.learn import notebook, render
from autograder.learn.predict import answer, cards, desk, truths
from autograder.learn.predict.box import Box
from autograder.learn.predict.guesses import option, read
from autograder.learn.predict.prediction import Prediction

OUTCOMES = ("runs", "raises an error")


def ask(
    expression: str,
    about: str,
    options: Sequence[Any] | None,
    guess: Any,
    mistakes: Mapping[str, Any] | None,
    section: str,
) -> None:
    """Show the box, or take the guess that was given, and wait for the next cell."""
    choices, expression = _choices(expression, options), expression.strip()
    given = "" if guess is ... else _given(guess, choices)
    made = Prediction(expression, about or f"`{_shown(expression)}`", choices, mistakes or {}, section, given)
    if guess is ... or not given:
        made.box = Box(made.about, choices, lambda: _entered(made))
    here = desk.current()
    if here is not None:
        here.add(made)
    notebook.show(made.box if made.box else _noted(made, here is not None))


def _choices(expression: str, options: Sequence[Any] | None) -> tuple[str, ...]:
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, AttributeError):
        raise ValueError(
            f"check.predict needs an expression such as 'x.grad', and {expression!r} is none. "
            "Other words for the box go into about=."
        ) from None
    if options is None:
        return OUTCOMES if _does_something(tree.body) else ()
    choices = () if isinstance(options, str) else tuple(str(option) for option in options)
    if len(set(choices)) < max(2, len(choices)):
        raise ValueError(f"options= takes a list of at least two different answers, and was given {options!r}.")
    return choices


def _does_something(node: ast.expr) -> bool:
    """`y.backward()`, `x.add_(1)`: looking at it would change what it looks at."""
    name = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
    return name == "backward" or (name.endswith("_") and not name.startswith("_"))


def _given(guess: Any, choices: tuple[str, ...]) -> str:
    taken = read(guess)
    if taken is None:
        return ""
    if not choices or taken.said in choices:
        return taken.said
    for choice in choices:
        if any(truths.is_it(taken, row) for row in option(choice).readings):
            return choice
    raise ValueError(f"guess={guess!r} is none of the answers on offer: {', '.join(map(repr, choices))}.")


def _shown(expression: str) -> str:
    """(a.grad, b.grad) without its parentheses."""
    tree = ast.parse(expression, mode="eval").body
    if isinstance(tree, ast.Tuple):
        return ", ".join(ast.unparse(entry) for entry in tree.elts)
    return expression


def _noted(made: Prediction, settled: bool) -> cards.Card:
    then = "Now run the next cell." if settled else "A script has no next cell: run this in a notebook or in IPython."
    text = f"Your guess for {made.about} is {made.given}. {then}"
    return cards.Card(cards.bare(text), f'<p style="margin:.2em 0">{render.marked(text)}</p>')


def _entered(prediction: Prediction) -> None:
    """Enter, or the button: before the cell it is noted, after it the answer comes at once and doesn't count."""
    box = prediction.box
    if box is None or prediction.finding is not None:
        return
    if (option(box.said) if box.options and box.said else read(box.said)) is None:
        box.say("Nothing is noted yet: choose an answer." if box.options else "Nothing is noted yet: type your guess.")
    elif prediction.truth is not None:
        prediction.said = box.said
        if finding := answer.late(prediction, prediction.truth):
            box.show(cards.of(finding))
    elif prediction.running:
        box.say("The cell is running already.")
    else:
        box.say(f"Noted: {box.said}. Now run the next cell.")
