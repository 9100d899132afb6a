"""What a reader typed as a guess, as data. Parsed, never run.

    12   12.   −0.65   1/3   4·cos(4)   tensor(12., grad_fn=<AddBackward0>)   x.grad = 12   about 12
    [6, 12]   6 and 12   (6; 12)   18 and None   True   no   nothing   an error   it runs

What can be read in two ways (0,65 is a number to half of Europe and a list to Python) has two readings, and is
right if one of them is.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

LONGEST = 300  # characters: more is no guess


class Number(NamedTuple):
    """`last` is what the last digit that was written stands for (0.01 in 3.14); 0 where it isn't told."""

    value: float
    last: float = 0.0


class Word(NamedTuple):
    """Anything that is no number, in small letters."""

    text: str


Entry = Number | Word | bool | None
Entries = tuple[Entry, ...]
ERROR, RUNS = Word("raises an error"), Word("runs")


@dataclass(frozen=True)
class Guess:
    """What was typed, and each way in which it can be read: a row of entries."""

    said: str
    readings: tuple[Entries, ...]


SIGNS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "∞": "inf", "π": "pi", "√": "sqrt"}
    | {"²": "**2", "³": "**3", "½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "≈": "=", "^": "**", "’": "'"}
    | {"{": "[", "}": "]", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "}
)
NO_GUESS = re.compile(r"[\s?.…-]*|(?:i )?(?:don'?t|do not) know|no idea|idk|dunno|pass|skip", re.IGNORECASE)
NAMED = re.compile(r"^[A-Za-z_][\w.\[\]]*\s*(?:=+|:|is(?=\s))\s*|^[~=:]+\s*")
HEDGED = re.compile(
    r"^(?:about|approximately|approx\.?|roughly|around|circa|ca\.?|maybe|perhaps|probably|exactly|just|"
    r"i (?:think|guess)|it(?:'s| is| will be| stays)|equals)\s+",
    re.IGNORECASE,
)
WRAPPED = re.compile(r"\b(?:torch\.)?(?:tensor|array|size|float|int)\s*(?=\()", re.IGNORECASE)
EXTRAS = re.compile(r",\s*(?:grad_fn|dtype|requires_grad|device)\s*=\s*(?:<[^>]*>|[\w.]+)", re.IGNORECASE)
PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
COMMA = re.compile(r"([+-]?\d+),(\d+)")
CALM = re.compile(
    r"\b(?:no|not|without|never)\b.{0,12}\b(?:error|exception|raise|fail|crash)"
    r"|\b(?:won't|doesn't|does not) (?:raise|fail|crash)|^(?:it )?(?:runs|works)\b|goes through|^fine$",
    re.IGNORECASE,
)
ALARM = re.compile(r"error\b|\braise[sd]?\b|\bexception|\bcrash|\bfails?\b|\bthrows?\b", re.IGNORECASE)
COUNTED = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
WORDS: dict[str, Entry] = {
    **dict.fromkeys(("none", "nothing", "null", "empty", "no gradient", "nothing yet", "nil"), None),
    **dict.fromkeys(("true", "yes", "y", "yep", "t"), True),
    **dict.fromkeys(("false", "no", "n", "nope", "f"), False),
    **{
        word: Number(value, 0.0)
        for value, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
    },
    **{word: Number(float(value)) for value, word in enumerate(COUNTED)},
    "not a number": Number(math.nan),
    "minus infinity": Number(-math.inf),
}
NAMES = {"pi": math.pi, "e": math.e, "inf": math.inf, "infinity": math.inf, "nan": math.nan}
CALLS: dict[str, Callable[[float], float]] = {
    **{name: getattr(math, name) for name in ("sin", "cos", "tan", "tanh", "exp", "sqrt", "log", "log2", "log10")},
    "ln": math.log,
    "abs": abs,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "relu": lambda x: max(x, 0.0),
}


def read(said: Any) -> Guess | None:
    """A guess as data; None where nothing was guessed."""
    text = said if isinstance(said, str) else _written(said)
    text = text.strip()
    if NO_GUESS.fullmatch(text) or len(text) > LONGEST:
        return None
    rows = dict.fromkeys(row for row in _readings(_bare(text)) if row)
    return Guess(text, tuple(rows) or ((Word(folded(text)),),))


def option(text: str) -> Guess:
    """One of the answers on offer; whatever it says, it is a guess."""
    return read(text) or Guess(text, ((Word(folded(text)),),))


def folded(text: str) -> str:
    """Case, spaces and quotes aside."""
    return " ".join(text.strip().strip("\"'`").casefold().split())


def _written(value: Any) -> str:
    """A Python value (guess=12, a list, a tensor) as a reader would type it."""
    try:
        return str(value.tolist() if hasattr(value, "tolist") else value)
    except Exception:
        return ""


def _bare(text: str) -> str:
    """Without the name before it, the hedge, and what torch prints around a number."""
    text = text.translate(SIGNS).rstrip("?!")
    if PLAIN.match(text) is None and "(" not in text.partition("=")[0]:
        text = NAMED.sub("", text, count=1)
    for _ in range(2):
        text = HEDGED.sub("", text)
    text = EXTRAS.sub("", WRAPPED.sub("", text))
    return re.sub(r"(\d)\s*%", r"\1*0.01", text).strip()


def _readings(text: str) -> Iterator[Entries]:
    if found := _word(text):
        yield found
        return
    if match := COMMA.fullmatch(text):
        yield (_number(f"{match[1]}.{match[2]}"),)
        if len(match[2]) == 3:
            yield (_number(match[1] + match[2]),)
    spaced = text.strip("[]()").split()
    if len(spaced) > 1 and all(PLAIN.fullmatch(entry) for entry in spaced):
        yield tuple(_number(entry) for entry in spaced)
    if (whole := _parsed(text)) is not None:
        yield whole
        return
    pieces = [piece for piece in re.split(r"\band\b|[,;&\n]", text.strip("[]() ")) if piece.strip()]
    if len(pieces) > 1:
        rows = [_word(piece.strip()) or _parsed(piece.strip()) for piece in pieces]
        if all(row is not None for row in rows):
            yield tuple(entry for row in rows for entry in row or ())


def _word(text: str) -> Entries | None:
    plain = folded(text).rstrip(".")
    if plain in WORDS:
        return (WORDS[plain],)
    if CALM.search(plain):
        return (RUNS,)
    return (ERROR,) if ALARM.search(plain) else None


def _parsed(text: str) -> Entries | None:
    """A number, a small calculation, a list of them; None for anything else."""
    try:
        with warnings.catch_warnings():  # Python's own opinion of what was typed
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
        return tuple(_walked(tree, text.strip()))
    except (SyntaxError, ValueError, ArithmeticError, TypeError, KeyError, RecursionError, MemoryError):
        return None


def _walked(node: ast.expr, text: str) -> Iterator[Entry]:
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        for entry in node.elts:
            yield from _walked(entry, text)
        return
    if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, bool)):
        yield node.value
        return
    if isinstance(node, ast.Name) and node.id.casefold() in WORDS:
        yield WORDS[node.id.casefold()]
        return
    written = ast.get_source_segment(text, node) or ""
    yield _number(written) if PLAIN.fullmatch(written) else Number(_worth(node))


def _number(written: str) -> Number:
    """A number as it was written; its last digit counts from two significant figures on."""
    mantissa, _, exponent = written.lower().partition("e")
    figures = len(mantissa.replace(".", "").lstrip("+-0"))
    decimals = len(mantissa.partition(".")[2])
    return Number(float(written), 10.0 ** (int(exponent or 0) - decimals) if figures >= 2 else 0.0)


def _worth(node: ast.expr) -> float:
    """A calculation of plain numbers. Whatever else stands in it raises."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return NAMES[node.id.casefold()]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return -_worth(node.operand) if isinstance(node.op, ast.USub) else _worth(node.operand)
    if isinstance(node, ast.BinOp):
        return _joined(node.op, _worth(node.left), _worth(node.right))
    if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return float(CALLS[name.casefold()](_worth(node.args[0])))
    raise ValueError("no number")


def _joined(operator: ast.operator, left: float, right: float) -> float:
    if isinstance(operator, ast.Add):
        return left + right
    if isinstance(operator, ast.Sub):
        return left - right
    if isinstance(operator, ast.Mult):
        return left * right
    if isinstance(operator, ast.Div):
        return left / right
    if isinstance(operator, ast.Pow):
        return math.pow(left, right)
    raise ValueError("no number")
