"""What prose quotes, and what a lesson's cells show: numbers, sums, words of errors."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from autograder.author.lint.finding import Book, Cell, joined, shown, text_of

DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?!\.?\d)")
ANY = re.compile(r"(?<![\w.])\d+(?:\.\d*)?(?:e[-−+]?\d+)?", re.IGNORECASE)


def without_formulas(text: str) -> str:
    """The words that are read as words: no formulas, code fences, link targets."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$|\$[^$]*\$", " ", text, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", text)


def text_only(text: str) -> str:
    """Prose with its inline formulas: no displayed ones, no code, no link targets, no numbers of exercises."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$", " ", text, flags=re.DOTALL)
    text = re.sub(r"\[\d\.\d+[^\]]*\]\([^)]*\)|\]\([^)]*\)|`[^`\n]*`", " ", text)
    return re.sub(r"\bexercises? \d\.\d+(?:(?:,| and) \d\.\d+)*", " ", text)


def is_drawn(output: dict[str, Any]) -> bool:
    return "<svg" in text_of(output, "text/html")


def sections(book: Book) -> Iterator[tuple[Cell, str]]:
    """Every cell with the heading that it stands under; a cell with a heading stands under its own last one."""
    section = ""
    for cell in book.cells:
        if cell.kind == "markdown" and (found := re.findall(r"^## +(.+?)\s*$", cell.source, re.MULTILINE)):
            section = found[-1]
        yield cell, section


# Numbers


def decimals(text: str) -> list[str]:
    return DECIMAL.findall(text)


@dataclass(frozen=True)
class Shown:
    """The numbers that a lesson shows: those of its outputs, by section, and those written in its code."""

    printed: dict[str, list[Decimal]]
    written: frozenset[Decimal]

    @classmethod
    def of(cls, book: Book) -> Shown:
        printed: dict[str, list[Decimal]] = {}
        written: set[Decimal] = set()
        for cell, section in sections(book):
            if cell.is_code:
                text = "\n".join(shown(output) + joined(output.get("evalue", "")) for output in cell.outputs)
                printed.setdefault(section, []).extend(_numbers(text))
                written.update(_numbers(cell.source))
        return cls(printed, frozenset(written))

    def has(self, number: str, section: str) -> bool:
        """It stands in some output or in code as it is, or an output of its own section rounds to it."""
        wanted = Decimal(number)
        if wanted in self.written or any(wanted in found for found in self.printed.values()):
            return True
        return any(_rounds_to(found, wanted) for found in self.printed.get(section, ()))


def _numbers(text: str) -> Iterator[Decimal]:
    for found in ANY.findall(text):
        try:
            yield Decimal(found.replace("−", "-"))
        except InvalidOperation:
            continue


def _rounds_to(found: Decimal, wanted: Decimal) -> bool:
    if found >= 10**12:
        return False
    return any(found.quantize(wanted, rounding=how) == wanted for how in (ROUND_HALF_EVEN, ROUND_HALF_UP))


def reckoned(text: str) -> set[str]:
    """The decimals that a sum in the text gives: `6 × 0.1111 = 0.6667` gives 0.6667, by arithmetic and rounding."""
    found = set()
    for formula in [*re.findall(r"\$([^$]+)\$", text), text]:
        sides = re.split(r"=|\\approx|≈", formula)
        for left, right in pairwise(sides):
            match = re.match(r"\s*([-−]?)\s*(\d+\.\d+)", right)
            value = _value(left) if match else None
            if match and value is not None and abs(value) < 1e12:
                sign = -1 if match[1] else 1
                if _rounds_to(sign * Decimal(repr(value)), Decimal(match[2])):
                    found.add(match[2])
    return found


LATEX = (
    (r"\\[td]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"((\1)/(\2))"),
    (r"\\(?:times|cdot)|×|·", "*"),
    (r"−", "-"),
    (r"\\(?:ln|log)\s*\(", "log("),
    (r"\\(?:ln|log)\s*([\d.]+)", r"log(\1)"),
    (r"\\(sin|cos|exp)\s*([\d.]+)", r"\1(\2)"),
    (r"\\sqrt\s*\{?([\d.]+)\}?", r"sqrt(\1)"),
    (r"\^\{([^{}]*)\}", r"**(\1)"),
    (r"\^([\d.]+)", r"**\1"),
    (r"\\[,;! ]|[{}]", ""),
)
ARITHMETIC: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
FUNCTIONS = {name: getattr(math, name) for name in ("log", "sin", "cos", "exp", "sqrt")}


def _value(formula: str) -> float | None:
    """What the sum at the end of a text comes to; None where it holds anything but numbers."""
    for pattern, put in LATEX:
        formula = re.sub(pattern, put, formula)
    tail = re.search(r"(?:log|sin|cos|exp|sqrt|[\d\s.+*/()-])+$", formula)
    if tail is None or len(tail[0]) > 200:
        return None
    try:
        return float(_worked_out(ast.parse(tail[0].strip(), mode="eval").body))
    except (SyntaxError, ValueError, ArithmeticError, RecursionError):
        return None


def _worked_out(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.UnaryOp(op, operand) if type(op) in ARITHMETIC:
            return float(ARITHMETIC[type(op)](_worked_out(operand)))
        case ast.BinOp(left, ast.Pow(), right):
            return math.pow(_worked_out(left), _worked_out(right))
        case ast.BinOp(left, op, right) if type(op) in ARITHMETIC:
            return float(ARITHMETIC[type(op)](_worked_out(left), _worked_out(right)))
        case ast.Call(ast.Name(name), [argument], []) if name in FUNCTIONS:
            return float(FUNCTIONS[name](_worked_out(argument)))
    raise ValueError("not arithmetic")


# Quotations


def told(book: Book) -> list[str]:
    """What each output prints or raises, without capitals and line ends."""
    return [_flat(_said(output)) for _, output in book.outputs]


def _said(output: dict[str, Any]) -> str:
    if output.get("output_type") == "error":
        return f"{output.get('ename', '')}: {joined(output.get('evalue', ''))}"
    return shown(output)


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, three words or more."""
    plain = re.sub(r"```.*?```|`[^`\n]*`", lambda code: code[0].replace('"', ""), text, flags=re.DOTALL)
    found = re.findall(r"“([^”]+)”|\"([^\"\n]+)\"", plain)
    words = [(one or other).strip(" *…") for one, other in found]
    return [quotation for quotation in words if len(re.findall(r"\w+", quotation)) >= 3]


def is_of_an_error(quotation: str, said: Sequence[str]) -> bool:
    """Most of its pairs of words stand in what the cells say: so it means to be from there."""
    words = re.findall(r"\w+", _flat(quotation))
    pairs = [re.compile(rf"\b{re.escape(one)}\W+{re.escape(other)}\b") for one, other in pairwise(words)]
    return 2 * sum(any(map(pair.search, said)) for pair in pairs) >= len(pairs)


def stands_in(quotation: str, said: Sequence[str]) -> bool:
    """Word for word in one output, give or take capitals and the marks around it; … leaves out."""
    pieces = [re.escape(_flat(piece).strip(" .,;:")) for piece in re.split(r"…|\.\.\.", quotation)]
    wanted = re.compile(".*".join(pieces))
    return any(map(wanted.search, said))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("`", "")).casefold().strip()
