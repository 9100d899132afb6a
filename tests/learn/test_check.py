"""What does a check say of an answer? Right, not yet, not attempted, could not run; and nothing else escapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from autograder import check
from autograder.learn.verdict import CheckFailed, Kind, Outcome, Verdict


def cube(x: torch.Tensor) -> torch.Tensor:
    return x**3


def judged(function: Callable[..., Any], **options: Any) -> Verdict:
    return check.gradient(function, of=cube, at=[2.0, -0.5], practice=True, **options)


def test_is_a_right_gradient_right() -> None:
    verdict = judged(lambda x: 3 * x**2)
    assert verdict.outcome is Outcome.RIGHT
    assert (verdict.points, verdict.shapes) == (2, ((2,),))


def test_does_a_wrong_gradient_say_where_and_what() -> None:
    verdict = judged(lambda x: 3 * x)
    assert verdict.outcome is Outcome.WRONG
    assert verdict.mismatch is not None
    assert (float(verdict.mismatch.got), float(verdict.mismatch.expected)) == (6.0, 12.0)
    assert "At x[0] = 2, the gradient is 12; yours is 6." in str(verdict)


def test_is_a_stub_not_attempted() -> None:
    def stub(x: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError

    assert judged(stub).outcome is Outcome.NOT_ATTEMPTED
    assert judged(stub, by_hand=True).outcome is Outcome.NOT_ATTEMPTED


def test_does_an_exception_show_the_students_own_line() -> None:
    def broken(x: torch.Tensor) -> torch.Tensor:
        return x.no_such_thing()  # type: ignore[attr-defined, no-any-return]

    verdict = judged(broken)
    assert verdict.outcome is Outcome.COULD_NOT_RUN
    assert verdict.trouble is not None
    assert verdict.trouble.source.startswith("return x.no_such_thing()")


@pytest.mark.parametrize("leave", [SystemExit, lambda: SystemExit(0), ValueError, RecursionError, AssertionError])
def test_does_nothing_escape_but_the_verdict(leave: Callable[[], BaseException]) -> None:
    def leaving(x: torch.Tensor) -> torch.Tensor:
        raise leave()

    with pytest.raises(CheckFailed):
        check.gradient(leaving, of=cube, at=2.0)


@pytest.mark.parametrize("answer", [None, 12.0, "12", [12.0], (), {}, object(), torch.tensor(True), float("nan")])
def test_does_no_kind_of_answer_upset_a_check(answer: Any) -> None:
    verdict = check.gradient(lambda x: answer, of=cube, at=2.0, practice=True)
    assert verdict.outcome is Outcome.WRONG


def test_is_a_wrong_shape_never_broadcast() -> None:
    verdict = check.gradient(lambda x: torch.tensor([12.0]), of=cube, at=2.0, practice=True)
    assert verdict.mismatch is not None
    assert verdict.mismatch.kind is Kind.SHAPE


def test_may_an_answer_be_more_precise_and_not_less() -> None:
    assert judged(lambda x: 3 * x.double() ** 2)
    assert not judged(lambda x: (3 * x**2).half())
    assert not judged(lambda x: (3 * x**2).to(torch.int64))


def test_does_a_by_hand_function_that_uses_autograd_fail() -> None:
    def sly(x: torch.Tensor) -> torch.Tensor:
        x = x.requires_grad_()
        (found,) = torch.autograd.grad((x**3).sum(), x)
        return found

    verdict = judged(sly, by_hand=True)
    assert verdict.breach is not None
    assert judged(sly)


@pytest.mark.parametrize(
    "way",
    [
        lambda x: getattr(torch.func, "gr" + "ad")(lambda t: (t**3).sum())(x),
        lambda x: getattr(torch.autograd.functional, "jac" + "obian")(lambda t: (t**3).sum(), x),
        lambda x: getattr(torch.func, "j" + "vp")(lambda t: t**3, (x,), (torch.ones_like(x),))[1],
    ],
)
def test_is_by_hand_enforced_where_the_source_does_not_tell(way: Callable[..., Any]) -> None:
    verdict = check.gradient(way, of=cube, at=[2.0, -0.5], by_hand=True, practice=True)
    assert verdict.outcome is Outcome.WRONG
    assert verdict.breach is not None


def test_does_autograd_work_again_after_a_by_hand_check() -> None:
    judged(lambda x: 3 * x**2, by_hand=True)
    x = torch.tensor(3.0, requires_grad=True)
    (x**2).backward()
    assert x.grad is not None
    assert float(x.grad) == 6.0


def test_are_two_gradients_compared_each_with_its_own() -> None:
    def product(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return x * y

    assert check.gradient(lambda x, y: (y, x), of=product, at=(2.0, 3.0), practice=True)
    wrong = check.gradient(lambda x, y: (y, y), of=product, at=(2.0, 3.0), practice=True)
    assert "the gradient of y is 2; yours is 3" in str(wrong)


def test_does_a_check_hand_out_copies() -> None:
    def spoiling(x: torch.Tensor) -> torch.Tensor:
        slope = 3 * x**2
        x.zero_()
        return slope

    points = torch.tensor([2.0, -0.5])
    assert check.gradient(spoiling, of=cube, at=points, practice=True)
    assert points.tolist() == [2.0, -0.5]


def test_do_warnings_and_stderr_stay_inside(capfd: pytest.CaptureFixture[str]) -> None:
    def noisy(x: torch.Tensor) -> torch.Tensor:
        import sys
        import warnings

        warnings.warn("look out", stacklevel=1)
        print("on stderr", file=sys.stderr)
        return 3 * x**2

    assert judged(noisy)
    assert capfd.readouterr().err == ""


def test_is_a_prediction_judged_without_telling_the_answer() -> None:
    def program() -> torch.Tensor:
        x = torch.tensor(3.0, requires_grad=True)
        (x**2).backward()
        (x**2).backward()
        assert x.grad is not None
        return x.grad

    assert check.prediction(lambda: {"twice": 12}, twice=program, practice=True)
    wrong = check.prediction(lambda: {"twice": 6.0}, twice=program, practice=True)
    assert "12" not in str(wrong)
    assert not check.prediction(dict, twice=program, practice=True)
    assert not check.prediction(lambda: 12, twice=program, practice=True)  # type: ignore[arg-type, return-value]


def test_does_an_effect_see_what_became_of_the_arguments() -> None:
    def step(w: torch.Tensor) -> None:
        (w**2).sum().backward()
        with torch.no_grad():
            w -= 0.1 * w.grad  # type: ignore[operator]
        w.grad = None

    def lazy(w: torch.Tensor) -> None:
        (w**2).sum().backward()

    assert check.effect(step, like=step, at=[1.0, 2.0], practice=True)
    assert not check.effect(lazy, like=step, at=[1.0, 2.0], practice=True)


def test_is_a_state_compared_fact_by_fact() -> None:
    def detached(x: torch.Tensor) -> torch.Tensor:
        return x.detach()

    assert check.state(detached, like=detached, at=2.0, practice=True)
    verdict = check.state(lambda x: x.detach().clone(), like=detached, at=2.0, practice=True)
    assert verdict.mismatch is not None
    assert "shares storage" in verdict.mismatch.where


def test_must_an_expected_error_be_the_one_named() -> None:
    def twice(x: torch.Tensor) -> None:
        y = x**2
        y.backward()
        y.backward()

    assert check.raises(twice, error=RuntimeError, saying="second time", at=2.0, practice=True)
    assert not check.raises(lambda x: x, error=RuntimeError, saying="second time", at=2.0, practice=True)
    assert not check.raises(twice, error=RuntimeError, saying="another thing", at=2.0, practice=True)
    assert not check.raises(twice, error=ValueError, saying="", at=2.0, practice=True)


def test_does_a_property_that_breaks_say_its_sentence() -> None:
    verdict = check.holds(lambda x: x, lambda result, x: result > 5, "The result is above 5.", at=2.0, practice=True)
    assert "The result is above 5." in str(verdict)
    assert check.holds(lambda x: x + 9, lambda result, x: result > 5, "The result is above 5.", at=2.0)


def test_are_points_fresh_and_in_their_range() -> None:
    torch.manual_seed(0)
    one = check.points(50, low=1, high=2)
    torch.manual_seed(0)
    two = check.points(50, low=1, high=2)
    assert not torch.equal(one, two)
    assert float(one.min()) >= 1
    assert float(one.max()) <= 2
    with pytest.raises(ValueError, match="low < high"):
        check.points(3, low=2, high=1)


def test_does_at_read_as_mathematics() -> None:
    from autograder.learn.cases import read

    assert [len(case) for case in read([(3.0, 3.0), (1.0, 2.0)])] == [2, 2]
    assert read(2.0)[0][0].shape == ()
    assert read([2.0, 1.0])[0][0].shape == (2,)
    assert read(([3.0, 4.0, 2.0], 1.0))[0][0].shape == (3,)
    assert read(()) == [()]


def squared_error(w: torch.Tensor, b: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return ((w * x + b - 1) ** 2).mean()


def descend(w: torch.Tensor, b: torch.Tensor, x: torch.Tensor, lr: float) -> None:
    squared_error(w, b, x).backward()
    with torch.no_grad():
        for leaf in (w, b):
            leaf -= lr * leaf.grad  # type: ignore[operator]
            leaf.grad = None


def never_zeroing(w: torch.Tensor, b: torch.Tensor, x: torch.Tensor, lr: float) -> None:
    squared_error(w, b, x).backward()
    with torch.no_grad():
        w -= lr * w.grad  # type: ignore[operator]
        b -= lr * b.grad  # type: ignore[operator]


def rebinding(w: torch.Tensor, b: torch.Tensor, x: torch.Tensor, lr: float) -> None:
    squared_error(w, b, x).backward()
    w = w - lr * w.grad  # type: ignore[operator]
    b = b - lr * b.grad  # type: ignore[operator]


STEP: dict[str, Any] = {"loss": squared_error, "at": (0.5, -1.0, [1.0, 2.0, -1.5]), "lr": 0.1, "weights": 2}


def test_is_a_training_step_compared_by_what_the_caller_sees() -> None:
    assert check.training_step(descend, **STEP, practice=True)


@pytest.mark.parametrize(("step", "mistake"), [(never_zeroing, "accumulated"), (rebinding, "rebound_weight")])
def test_is_a_wrong_training_step_named(step: Callable[..., None], mistake: str) -> None:
    verdict = check.training_step(step, **STEP, practice=True)
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.mistakes == (mistake,)


class Small:
    """An engine of two operations. `adds` says whether backward adds to .grad, as it must."""

    adds = True

    def __init__(self, data: float, parents: tuple[tuple[Small, float], ...] = ()) -> None:
        self.data, self.grad, self.parents = data, 0.0, parents

    def __add__(self, other: Small) -> Small:
        return type(self)(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other: Small) -> Small:
        return type(self)(self.data * other.data, ((self, other.data), (other, self.data)))

    def backward(self, incoming: float = 1.0) -> None:
        self.grad = self.grad + incoming if self.adds else incoming
        for parent, local in self.parents:
            parent.backward(incoming * local)


class Overwriting(Small):
    adds = False


def test_is_an_engine_held_against_torch() -> None:
    def expression(a: Any, b: Any) -> Any:
        return a * b + a

    assert check.engine(Small, of=expression, at=(2.0, 3.0), practice=True)
    assert check.engine(Small, of=expression, at=(2.0, 3.0), backwards=2, practice=True)
    assert not check.engine(Overwriting, of=expression, at=(2.0, 3.0), practice=True)


def test_does_a_check_print_plain_words_in_plain_ipython_and_in_a_script() -> None:
    import subprocess
    import sys

    line = "from autograder import check; check.gradient(lambda x: x, of=lambda x: x**2, at=3.0, practice=True);"
    for command in ([sys.executable, "-c", line], [sys.executable, "-m", "IPython", "--colors=NoColor", "-c", line]):
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
        assert "Not yet. At x = 3, the gradient is 6; yours is 3." in done.stdout
        assert "<div" not in done.stdout


def test_is_an_array_that_the_answer_empties_still_full_for_the_reference() -> None:
    def emptied(numbers: Any) -> float:
        numbers[:] = 0
        return 0.0

    numbers = np.array([1.0, 2.0])
    verdict = check.value(emptied, like=lambda numbers: float(numbers.sum()), at=(numbers,), practice=True)
    assert not verdict
    assert numbers.tolist() == [1.0, 2.0]
