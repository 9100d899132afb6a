"""Checks for a notebook: each tries the reader's function, shows a card, and fails the cell if it must.

    check.gradient(slope, of=lambda x: x**3, at=2.0)
    check.value(loss, like=torch.nn.functional.mse_loss, at=check.cases(5, (3,), (3,)))
    check.prediction(predicted, after_two=program)
    check.effect(step, like=true_step, at=..., give="leaf")
    check.state(freeze, like=true_freeze, at=...)
    check.raises(provoke, error=RuntimeError, saying="second time")
    check.training_step(step, loss=squared_error, at=..., lr=0.1)
    check.engine(Value, of=lambda a, b: a * b + a, at=(2.0, 3.0))
    check.engine(Value, of=check.expressions(20))
    check.holds(train, lambda result: result["loss"] < 0.1, "The loss ends below 0.1.")
    check.predict("x.grad")

A check says what is true (`of`, `like`, a program to run) and where to look (`at`); torch computes the
reference when the check runs. It returns a `Verdict`, which a cell may end with: it displays nothing. A
verdict that is not right raises `CheckFailed`, so that the cell fails; with `practice=True` it only
shows. Nothing else ever escapes from a check, whatever the reader's code does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch

from autograder.learn import compare, engines, hints, judge, reference, snapshot, student
from autograder.learn.cases import cases, integers, points, read
from autograder.learn.engines import drawn
from autograder.learn.engines.asking import Engine
from autograder.learn.engines.tape import Expression
from autograder.learn.hints import Lines
from autograder.learn.judge import Judged, Question
from autograder.learn.probes import probe
from autograder.learn.student import Answer, Give
from autograder.learn.verdict import Breach, CheckFailed, Kind, Mismatch, Outcome, Verdict

ROUGHLY = 1e-2  # relative tolerance of a prediction: a reader works with a pencil

__all__ = [
    "CheckFailed",
    "Verdict",
    "cases",
    "effect",
    "engine",
    "expressions",
    "gradient",
    "hint",
    "holds",
    "integers",
    "points",
    "predict",
    "prediction",
    "predictions",
    "probe",
    "progress",
    "raises",
    "state",
    "training_step",
    "value",
]


def gradient(
    function: Callable[..., Any],
    *,
    of: Callable[..., torch.Tensor],
    at: Any,
    wrt: int | Sequence[int] | None = None,
    by_hand: bool = False,
    give: Give = "as is",
    mistakes: Mapping[str, Callable[..., Any]] | None = None,
    practice: bool = False,
) -> Verdict:
    """Hold a function that returns gradients against torch.

    function  takes the same arguments as `of`; returns the gradient in the shape of the argument, or a
              tuple of gradients where there are several arguments
    of        the true function; a result that isn't a scalar is summed, so elementwise functions work
    at        where to look: see `autograder.learn.cases`
    wrt       which arguments (positions); all floating tensors, if not given
    by_hand   no autograd allowed in the function
    give      "as is", "leaf" (tensors that require grad) or "float" (plain numbers)
    mistakes  wrong models of this exercise: name -> function of the same arguments
    """
    where = read(at)
    asked = _positions(wrt, where[0])
    names = judge.names_of(of, len(where[0]))

    def compare_case(answer: Answer, arguments: tuple[Any, ...]) -> Judged:
        accepted = reference.both(of, arguments, asked)
        found = _nearest(answer.result, accepted, names, asked)
        return Judged(answer.result, _unwrap(accepted[0]), found)

    def program(arguments: tuple[Any, ...]) -> Any:
        return _unwrap(reference.gradients(of, arguments, asked))

    question = Question(
        "gradient", function, where, compare_case, program, of, give, by_hand, asked, mistakes or {}, names
    )
    return judge.settle(question, practice=practice)


def value(
    function: Callable[..., Any],
    *,
    like: Callable[..., Any],
    at: Any = (),
    by_hand: bool = False,
    give: Give = "as is",
    rtol: float | None = None,
    mistakes: Mapping[str, Callable[..., Any]] | None = None,
    practice: bool = False,
) -> Verdict:
    """Hold what a function returns against what `like` returns on the same arguments: tensors, numbers,
    strings, booleans, None, and tuples, lists and dicts of them."""
    where = read(at)
    names = judge.names_of(like, len(where[0]))

    def program(arguments: tuple[Any, ...]) -> Any:
        return reference.value(like, arguments, give)[0]

    def compare_case(answer: Answer, arguments: tuple[Any, ...]) -> Judged:
        expected = program(arguments)
        return Judged(answer.result, expected, compare.differ(answer.result, expected, where="the result", rtol=rtol))

    question = Question("value", function, where, compare_case, program, like, give, by_hand, (), mistakes or {}, names)
    return judge.settle(question, practice=practice)


def effect(
    function: Callable[..., Any],
    *,
    like: Callable[..., Any],
    at: Any,
    give: Give = "leaf",
    mistakes: Mapping[str, Callable[..., Any]] | None = None,
    practice: bool = False,
) -> Verdict:
    """Hold what a function *does to its arguments* (values, .grad, requires_grad) and what it returns
    against what `like` does on the same arguments."""
    where = read(at)
    names = judge.names_of(like, len(where[0]))

    def program(arguments: tuple[Any, ...]) -> Any:
        result, given = reference.value(like, arguments, give)
        return snapshot.after(names, given, result)

    def compare_case(answer: Answer, arguments: tuple[Any, ...]) -> Judged:
        expected = program(arguments)
        got = snapshot.after(names, answer.arguments, answer.result)
        for place, wanted in expected.items():
            if found := compare.differ(got[place], wanted, where=place):
                return Judged(got, expected, found)
        return Judged(got, expected, None)

    question = Question(
        "effect", function, where, compare_case, program, like, give, mistakes=mistakes or {}, names=names
    )
    return judge.settle(question, practice=practice)


def state(
    function: Callable[..., Any],
    *,
    like: Callable[..., Any],
    at: Any = (),
    only: Sequence[str] = snapshot.FIELDS,
    give: Give = "leaf",
    practice: bool = False,
) -> Verdict:
    """Hold the *state* of the tensor that a function returns against that of `like`'s result:
    value, requires_grad, is_leaf, grad, grad_fn (its name) and whether it shares storage with an input."""
    where = read(at)
    names = judge.names_of(like, len(where[0]))

    def compare_case(answer: Answer, arguments: tuple[Any, ...]) -> Judged:
        result, given = reference.value(like, arguments, give)
        expected = snapshot.of(result, given)
        if not isinstance(answer.result, torch.Tensor):
            return Judged(answer.result, expected, Mismatch(Kind.TYPE, answer.result, result, "the result"))
        got = snapshot.of(answer.result, answer.arguments)
        for name in only:
            if found := compare.differ(got[name], expected[name], where=f"the result's {name}"):
                kind = Kind.STATE if found.kind is Kind.TYPE else found.kind
                return Judged(got, expected, replace(found, kind=kind))
        return Judged(got, expected, None)

    question = Question("state", function, where, compare_case, truth=like, give=give, names=names)
    return judge.settle(question, practice=practice)


def prediction(
    function: Callable[[], Mapping[str, Any]],
    *,
    mistakes: Mapping[str, Mapping[str, Callable[[], Any]]] | None = None,
    practice: bool = False,
    **programs: Callable[[], Any],
) -> Verdict:
    """Hold a reader's predictions against the programs themselves, run now.

    `function()` returns a dict; each keyword names one of its keys and the program that tells the truth:
    `check.prediction(predicted, after_two_backwards=program)`. The true number is never shown. `mistakes`
    names wrong beliefs, each with the programs that would print what it predicts.
    """

    def program(_: tuple[Any, ...] = ()) -> dict[str, Any]:
        return {name: _number(run()) for name, run in programs.items()}

    def compare_case(answer: Answer, _: tuple[Any, ...]) -> Judged:
        expected, guesses = program(), answer.result
        if not isinstance(guesses, Mapping):
            return Judged(guesses, expected, Mismatch(Kind.TYPE, guesses, expected, "the prediction"))
        if not set(programs) <= set(guesses):
            keys = Mismatch(Kind.STRUCTURE, sorted(map(str, guesses)), sorted(programs), "the prediction")
            return Judged(guesses, expected, keys)
        guessed = {name: _number(guesses[name]) for name in programs}
        for name, truth in expected.items():
            if found := compare.differ(guessed[name], truth, where=f"your prediction {name!r}", rtol=ROUGHLY):
                return Judged(guessed, expected, compare.hidden(found))
        return Judged(guessed, expected, None)

    models = {name: _together(wrong) for name, wrong in (mistakes or {}).items()}
    question = Question("prediction", function, [()], compare_case, program, mistakes=models)
    return judge.settle(question, practice=practice)


def raises(
    function: Callable[..., Any],
    *,
    error: type[Exception],
    saying: str = "",
    at: Any = (),
    give: Give = "leaf",
    practice: bool = False,
) -> Verdict:
    """The function must raise `error`, with `saying` somewhere in its message."""
    for arguments in read(at):
        start = judge.opening("error", function)
        wanted = error.__name__ + (f" that says “{saying}”" if saying else "")
        try:
            answer = student.call(function, arguments, give=give, raises=error)
        except error as raised:
            if isinstance(raised, NotImplementedError):
                return judge.close(replace(start, outcome=Outcome.NOT_ATTEMPTED), practice=practice)
            if saying.lower() in str(raised).lower():
                continue
            answer = student.trouble(raised)
        if answer is None:
            return judge.close(replace(start, outcome=Outcome.NOT_ATTEMPTED), practice=practice)
        came = "no error at all" if isinstance(answer, Answer) else f"{answer.type}: {answer.message}"
        found = Mismatch(Kind.ERROR, came, wanted, "what your function raises")
        return judge.close(replace(start, outcome=Outcome.WRONG, mismatch=found), practice=practice)
    return judge.close(judge.opening("error", function), practice=practice)


def holds(
    function: Callable[..., Any],
    rule: Callable[..., Any],
    says: str,
    *,
    at: Any = (),
    give: Give = "as is",
    mistakes: Mapping[str, Callable[..., Any]] | None = None,
    practice: bool = False,
) -> Verdict:
    """A property of the result: `rule(result, *arguments)` must be true. `says` is the property in words,
    shown when it doesn't hold; it must not give the answer away. `mistakes` are wrong models of the result."""
    where = read(at)
    names = judge.names_of(function, len(where[0]))

    def compare_case(answer: Answer, arguments: tuple[Any, ...]) -> Judged:
        try:
            kept = bool(rule(answer.result, *arguments))
        except Exception:
            kept = False
        found = None if kept else Mismatch(Kind.RULE, answer.result, says, "the result")
        return Judged(answer.result, None, found)

    verdict = judge.decide(
        Question("rule", function, where, compare_case, give=give, mistakes=mistakes or {}, names=names)
    )
    if verdict.mismatch:
        verdict = replace(verdict, mismatch=None, breach=Breach(says))
    return judge.close(verdict, practice=practice)


def training_step(
    function: Callable[..., Any],
    *,
    loss: Callable[..., torch.Tensor],
    at: Any,
    lr: float,
    weights: int = 1,
    steps: int = 3,
    mistakes: Mapping[str, Callable[..., Any]] | None = None,
    practice: bool = False,
) -> Verdict:
    """Hold `steps` calls of one step of plain gradient descent against torch.

    function  `function(*weights, *data, lr)` changes the weights in place: leaves that require grad
    loss      `loss(*weights, *data)`, a scalar
    at        cases of weights followed by data; the first `weights` arguments are the weights

    What is compared is the weights that the caller sees after the last step, so a gradient that was not
    zeroed, a weight that was rebound, and a step that used an emptied gradient all show in a value.
    """

    def run(step: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def several(*arguments: Any) -> tuple[torch.Tensor, ...]:
            leaves = [weight.detach().clone().requires_grad_() for weight in arguments[:weights]]
            for _ in range(steps):
                step(*leaves, *arguments[weights:], lr)
            return tuple(leaf.detach() for leaf in leaves)

        return several

    def true_step(*arguments: Any) -> None:
        *given, rate = arguments
        leaves = given[:weights]
        loss(*given).backward()
        for leaf in leaves:
            leaf.data.sub_(rate * leaf.grad)
            leaf.grad.zero_()

    return value(run(function), like=run(true_step), at=at, rtol=1e-3, mistakes=mistakes, practice=practice)


def engine(
    make: Callable[[float], Any],
    *,
    of: Callable[..., Any] | Expression | Sequence[Expression],
    at: Any = None,
    backwards: int = 1,
    by_hand: bool = True,
    mistakes: Mapping[str, Callable[[float], Any]] | None = None,
    practice: bool = False,
) -> Verdict:
    """Hold an engine that the reader built against torch: the root's value, and the gradient of every leaf.

    make       `make(number)` gives a value of the engine: its class, or a function
    of         an expression, as a function with operators (+ − * / **, unary −, plain numbers on either side) and the
               methods exp(), log(), sigmoid(), relu(): `lambda a, b: a * b + a`; or what `check.expressions` drew
    at         the leaves' numbers, for a function: one case, or a list of cases. A list of numbers in the place of one
               number becomes a list of leaves.
    backwards  so many backward passes through the same graph: intermediates start again, leaves accumulate
    by_hand    pure Python only: no torch, nothing that differentiates, nothing hidden in strings
    mistakes   wrong engines of this exercise: name -> a `make` that makes the mistake

    Of a value only `.data`, `.grad`, `.backward()` and the operators are used. A leaf that the root doesn't use may
    have the gradient 0 or None. An engine that goes over its graph again and again is stopped by counting calls, not
    seconds. At grading, `make` must be the student's own name: a lambda around it would have to run in their process.
    """
    asked = Engine(make, backwards, by_hand)
    return judge.close(engines.judged(asked, engines.read(of, at), mistakes or {}), practice=practice)


def expressions(count: int, *, kind: drawn.Kind = "mixed") -> list[Expression]:
    """That many random expressions for `check.engine(Value, of=…)`, with numbers of their own: "mixed" (graphs with
    shared nodes, repeated leaves and an unused one), "chain" (2,000 operations deep), "doubling" (2^40 paths) or
    "rules" (one operation each; the first seven are +, ·, power, exp, log, sigmoid, relu)."""
    return drawn.expressions(count, kind=kind)


def predict(
    expression: str,
    *,
    about: str = "",
    options: Sequence[Any] | None = None,
    guess: Any = ...,
    mistakes: Mapping[str, Any] | None = None,
    section: str = "",
) -> None:
    """Ask the reader for a guess before the next cell runs; after it, guess and truth stand side by side beneath it.

    expression  what is looked at after the next cell: "x.grad", "y.requires_grad", "(a.grad, b.grad)". Its value is a
                number, a list of numbers, True, False, None or a word. "y.backward()" is not looked at: the cell runs
                or raises
    about       other words for the box, where the expression is no name for it
    options     a few answers to choose from: one that starts with "raises" is right where the cell raised, one that
                starts with "runs" where it didn't, any other where it is the value
    guess       the guess itself, where there is no box (plain IPython) or for who prefers to type
    mistakes    what this prediction is often taken for: a mistake of the catalog, or a sentence -> the wrong guess
    section     the heading to come back to; read from the notebook, if not given
    """
    from autograder.learn.predict import ask

    ask.ask(expression, about, options, guess, mistakes, section)


def predictions() -> None:
    """How many guesses were right in this notebook, and which sections to look at again."""
    from autograder.learn import notebook
    from autograder.learn.predict import desk, summary

    notebook.show(summary.of(desk.current()))


def hint(exercise: str) -> Lines:
    """One more hint for an exercise each time it is asked: `check.hint("2.3")`."""
    return hints.unfold(exercise)


def progress() -> Lines:
    """What is done in this notebook, exercise by exercise."""
    return hints.progress()


def _positions(wrt: int | Sequence[int] | None, arguments: tuple[Any, ...]) -> tuple[int, ...]:
    if wrt is None:
        return reference.differentiable(arguments)
    return (wrt,) if isinstance(wrt, int) else tuple(wrt)


def _unwrap(found: tuple[torch.Tensor, ...]) -> Any:
    return found[0] if len(found) == 1 else found


def _nearest(
    result: Any, accepted: list[tuple[torch.Tensor, ...]], names: Sequence[str], asked: Sequence[int]
) -> Mismatch | None:
    """No mismatch if the answer agrees with any accepted reference; else the mismatch with the first."""
    found = [_against(result, expected, names, asked) for expected in accepted]
    return None if any(entry is None for entry in found) else found[0]


def _against(
    result: Any, expected: tuple[torch.Tensor, ...], names: Sequence[str], asked: Sequence[int]
) -> Mismatch | None:
    if len(expected) == 1:
        return compare.differ(result, expected[0], where="the gradient")
    if isinstance(result, (tuple, list)) and len(result) == len(expected):
        for ours, theirs, position in zip(result, expected, asked, strict=True):
            if found := compare.differ(ours, theirs, where=f"the gradient of {names[position]}"):
                return found
        return None
    return compare.differ(result, expected, where="the answer")


def _together(programs: Mapping[str, Callable[[], Any]]) -> Callable[[], dict[str, Any]]:
    return lambda: {name: _number(run()) for name, run in programs.items()}


def _number(value: Any) -> Any:
    """A scalar tensor as a float, a vector as a list: predictions are typed as plain Python."""
    return value.detach().tolist() if isinstance(value, torch.Tensor) else value
