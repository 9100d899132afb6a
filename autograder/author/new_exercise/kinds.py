"""The kinds of exercise, each as a small one that is whole: it can be released and solved before anything is changed.

In the texts NAME stands for the student's function. A kind names two wrong answers for the corpus: one that the visible
check rejects, and one that only the hidden one does.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    about: str  # one line for --help
    question: str
    answer: str
    check: str = ""  # none: a person marks it
    given: str = ""
    hints: tuple[str, ...] = ()
    carry_on: str = ""
    corpus: tuple[tuple[str, str], ...] = ()  # name of the file, its text


PREDICT = Kind(
    about="write down a number before running anything",
    question="Two short programs. Write down what each returns, **before** you run any of them.",
    given="""\
def NAME_first():
    x = torch.tensor(3.0, requires_grad=True)
    y = x**2
    y.backward()
    return x.grad

def NAME_second():
    x = torch.tensor(-2.0, requires_grad=True)
    y = x**3 + 4 * x
    y.backward()
    return x.grad""",
    answer='''\
def NAME() -> dict[str, float]:
    """What each program returns: a dict with the keys "first" and "second" (plain numbers)."""
    ### BEGIN SOLUTION
    return {"first": 6, "second": 16}
    ### END SOLUTION''',
    check="""\
# The first is checked here, the second after you hand in.
check.prediction(NAME, first=NAME_first)
### BEGIN HIDDEN TESTS
check.prediction(NAME, second=NAME_second, mistakes={"sign": {"second": lambda: -NAME_second()}})
### END HIDDEN TESTS""",
    hints=("Differentiate both on paper.", "Then put the number in, with its sign."),
    carry_on="You can say what a program prints before it does.",
    corpus=(
        (
            "right_floats",
            """\
# why: floats
def NAME():
    return {"second": 16.0, "first": 6.0}
""",
        ),
        (
            "wrong_sign",
            """\
# mistake: sign
def NAME():
    return {"first": 6, "second": -16}
""",
        ),
        (
            "wrong_number",
            """\
# mistake: none
def NAME():
    return {"first": 5.5, "second": 16}
""",
        ),
    ),
)

BY_HAND = Kind(
    about="derive a formula, and code it without autograd",
    question="Let $y = x^3 - 2x$. Write $\\mathrm{d}y/\\mathrm{d}x$ without autograd, for a tensor of any shape.",
    answer='''\
def NAME(x: torch.Tensor) -> torch.Tensor:
    """dy/dx of y = x³ − 2x, elementwise: any shape in, the same shape out."""
    ### BEGIN SOLUTION
    return 3 * x**2 - 2
    ### END SOLUTION''',
    check="""\
check.gradient(NAME, of=lambda x: x**3 - 2 * x, at=[2.0, 0.5], by_hand=True)
### BEGIN HIDDEN TESTS
_inputs = [(check.points(20),), (check.points(4, 3),), (check.points(),)]
check.gradient(NAME, of=lambda x: x**3 - 2 * x, at=_inputs, by_hand=True)
### END HIDDEN TESTS""",
    hints=("Take the terms one by one.", "The exponent comes down as a factor, and drops by one."),
    carry_on="A formula that you derived is one that you can check.",
    corpus=(
        (
            "right_factored",
            """\
# why: written as products
def NAME(x):
    return x * x * 3 - 2
""",
        ),
        (
            "wrong_sign",
            """\
# mistake: sign
def NAME(x):
    return 2 - 3 * x**2
""",
        ),
        (
            "wrong_left_of_zero",
            """\
# mistake: none
def NAME(x):
    return 3 * x * x.abs() - 2
""",
        ),
    ),
)

AUTOGRAD = Kind(
    about="a function that returns gradients, tried on fresh inputs",
    question="Return the gradient of $y = x \\sin x$ at `x`, with one backward pass through the given function.",
    given="def NAME_curve(x):\n    return x * torch.sin(x)",
    answer='''\
def NAME(x: torch.Tensor) -> torch.Tensor:
    """The gradient of NAME_curve at x. x: a scalar that doesn't require grad. Returns a scalar."""
    ### BEGIN SOLUTION
    x = x.clone().requires_grad_()
    y = NAME_curve(x)
    y.backward()
    return x.grad
    ### END SOLUTION''',
    check="""\
check.gradient(NAME, of=NAME_curve, at=[(2.0,), (0.5,)])
### BEGIN HIDDEN TESTS
check.gradient(NAME, of=NAME_curve, at=check.cases(12, low=-3, high=3))
### END HIDDEN TESTS""",
    hints=("Ask for a record, compute y, walk back.", "backward() returns nothing. Where does it write?"),
    carry_on="The same lines work for any formula.",
    corpus=(
        (
            "right_autograd_grad",
            """\
# why: autograd.grad
def NAME(x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(NAME_curve(x), x)[0]
""",
        ),
        (
            "wrong_value",
            """\
# mistake: value_for_gradient
def NAME(x):
    return NAME_curve(x)
""",
        ),
        (
            "wrong_left_of_zero",
            """\
# mistake: none
def NAME(x):
    return torch.func.grad(NAME_curve)(x.abs())
""",
        ),
    ),
)

FIND_THE_BUG = Kind(
    about="a short program with one real mistake, to be mended",
    question="""\
The program below makes two backward passes, and should return the gradient of $x^3$ that the last one found. It
returns something else.

Find the one mistake, and write the program again without it.""",
    given="""\
def buggy_NAME(x):
    x = x.clone().requires_grad_()
    for _ in range(2):
        y = x**3
        y.backward()
    return x.grad""",
    answer='''\
def NAME(x: torch.Tensor) -> torch.Tensor:
    """The gradient of x³ at x that the second of two passes finds. x: a scalar. Returns a scalar."""
    ### BEGIN SOLUTION
    x = x.clone().requires_grad_()
    for _ in range(2):
        x.grad = None
        y = x**3
        y.backward()
    return x.grad
    ### END SOLUTION''',
    check="""\
check.gradient(NAME, of=lambda x: x**3, at=[(2.0,), (0.5,)])
### BEGIN HIDDEN TESTS
check.gradient(NAME, of=lambda x: x**3, at=check.cases(12, low=-3, high=3))
### END HIDDEN TESTS""",
    hints=("Print x.grad after each pass.", "What does backward() do with what is there already?"),
    carry_on="Whoever keeps a leaf keeps its gradient too.",
    corpus=(
        (
            "right_zeroed",
            """\
# why: zeroed in place
def NAME(x):
    x = x.clone().requires_grad_()
    for _ in range(2):
        if x.grad is not None:
            x.grad.zero_()
        (x**3).backward()
    return x.grad
""",
        ),
        (
            "wrong_as_it_was",
            """\
# mistake: accumulated
def NAME(x):
    x = x.clone().requires_grad_()
    for _ in range(2):
        y = x**3
        y.backward()
    return x.grad
""",
        ),
        (
            "wrong_left_of_zero",
            """\
# mistake: none
def NAME(x):
    return 3 * x * x.abs()
""",
        ),
    ),
)

BUILD = Kind(
    about="a training loop, an engine",
    question="""\
Walk down $y = (x - 1)^2 + x^4$ from `x`: `steps` steps of gradient descent with the rate `lr`. Return the end.""",
    given="def NAME_valley(x):\n    return (x - 1) ** 2 + x**4",
    answer='''\
def NAME(x: torch.Tensor, lr: float, steps: int) -> torch.Tensor:
    """Where gradient descent on NAME_valley from x ends. x: a scalar. Returns a scalar that doesn't require grad."""
    ### BEGIN SOLUTION
    x = x.clone().requires_grad_()
    for _ in range(steps):
        NAME_valley(x).backward()
        with torch.no_grad():
            x -= lr * x.grad
        x.grad = None
    return x.detach()
    ### END SOLUTION''',
    check="""\
check.holds(NAME, lambda end, x, lr, steps: bool(NAME_valley(end) < NAME_valley(x)), at=[(1.5, 0.05, 3)],
            says="From 1.5, three steps with lr = 0.05 lead downhill.")
### BEGIN HIDDEN TESTS
def _walked(x, lr, steps):
    for _ in range(steps):
        x = x - lr * torch.func.grad(NAME_valley)(x)
    return x


_walks = [(check.points(low=-1.2, high=1.2), lr, steps) for lr, steps in ((0.05, 2), (0.02, 6), (0.01, 9))]
check.value(NAME, like=_walked, at=_walks, rtol=1e-3)
### END HIDDEN TESTS""",
    hints=("One step: the gradient, the update, the gradient cleared.", "The update must not be recorded."),
    carry_on="The loop that trains a network has these lines.",
    corpus=(
        (
            "right_func_grad",
            """\
# why: torch.func.grad
def NAME(x, lr, steps):
    for _ in range(steps):
        x = x - lr * torch.func.grad(NAME_valley)(x)
    return x
""",
        ),
        (
            "wrong_uphill",
            """\
# mistake: none
def NAME(x, lr, steps):
    for _ in range(steps):
        x = x + lr * torch.func.grad(NAME_valley)(x)
    return x
""",
        ),
        (
            "wrong_one_step",
            """\
# mistake: none
def NAME(x, lr, steps):
    return x - lr * torch.func.grad(NAME_valley)(x)
""",
        ),
    ),
)

FREE_TEXT = Kind(
    about="a short text that a person marks",
    question="Explain in at most 80 words why a gradient is not a value. A person reads this one.",
    answer="""\
### BEGIN SOLUTION
A value says how high a curve is, a gradient how steeply it passes.

For the marker. 1 point: height and slope are told apart. 1 point: an example where one is 0 and the other is not.
### END SOLUTION""",
)

KINDS = {
    "predict": PREDICT,
    "by-hand": BY_HAND,
    "autograd": AUTOGRAD,
    "find-the-bug": FIND_THE_BUG,
    "build": BUILD,
    "free-text": FREE_TEXT,
}
ALIASES = {"write": "autograd", "debug": "find-the-bug", "essay": "free-text"}
