"""An expression in ordinary notation: `u·a + u with u = a·b`. What is used twice gets a letter, so that it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from autograder.learn import words
from autograder.learn.engines.tape import At, Expression, Operand, Step

LONGEST = 72  # characters; what is longer is named instead of written
LETTERS = "uvwpqrst"
SUM, PRODUCT, SIGN, POWER, WHOLE = range(5)  # how tightly a piece holds together
Piece = tuple[str, int]
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def written(expression: Expression) -> str:
    """The expression, or its title where it is too long to be read."""
    title = expression.title or f"an expression of {len(expression):,} nodes"
    if len(expression.steps) > 40:
        return title
    text = _Writer(expression).whole()
    return text if len(text) <= LONGEST else title


class _Writer:
    def __init__(self, expression: Expression) -> None:
        self._of = expression
        self._first = len(expression.numbers)
        met = expression.above(expression.root)
        uses = Counter(parent for place in met if place >= self._first for parent in self._step(place).parents())
        shared = [place for place in sorted(met) if place >= self._first and uses[place] > 1]
        taken = set(expression.names)
        free = [letter for letter in (*LETTERS, *(f"u{n}" for n in range(len(shared)))) if letter not in taken]
        self._letters = dict(zip(shared, free, strict=False))

    def _step(self, place: int) -> Step:
        return self._of.steps[place - self._first]

    def whole(self) -> str:
        main = self._place(self._of.root, top=True)[0]
        apart = [f"{letter} = {self._place(place, top=True)[0]}" for place, letter in self._letters.items()]
        return f"{main} with {words.listed(apart)}" if apart else main

    def _place(self, place: int, *, top: bool = False) -> Piece:
        if place < self._first:
            return self._of.names[place], WHOLE
        if not top and place in self._letters:
            return self._letters[place], WHOLE
        operation, operands = self._step(place)
        return WRITTEN[operation](*map(self._operand, operands))

    def _operand(self, operand: Operand) -> Piece:
        if isinstance(operand, At):
            return self._place(operand.place)
        return words.number(operand), SIGN if operand < 0 else WHOLE


def _held(piece: Piece, tightly: int) -> str:
    text, hold = piece
    return text if hold >= tightly else f"({text})"


def _power(base: Piece, exponent: Piece) -> Piece:
    text, whole = exponent[0].replace("−", "-"), exponent[0].lstrip("−").isdigit()
    return _held(base, WHOLE) + (text.translate(_RAISED) if whole else f"^{exponent[0]}"), POWER


WRITTEN: dict[str, Callable[..., Piece]] = {
    "add": lambda a, b: (f"{_held(a, SUM)} + {_held(b, POWER if b[0].startswith('−') else SUM)}", SUM),
    "sub": lambda a, b: (f"{_held(a, SUM)} − {_held(b, POWER if b[0].startswith('−') else PRODUCT)}", SUM),
    "mul": lambda a, b: (f"{_held(a, PRODUCT)}·{_held(b, POWER)}", PRODUCT),
    "div": lambda a, b: (f"{_held(a, PRODUCT)}/{_held(b, POWER)}", PRODUCT),
    "neg": lambda a: (f"−{_held(a, POWER)}", SIGN),
    "pow": _power,
    **{name: (lambda a, name=name: (f"{name}({a[0]})", WHOLE)) for name in ("exp", "log", "sigmoid", "relu")},
}
