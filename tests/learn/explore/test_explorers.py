"""Every explorer: does a frame on the move equal one drawn afresh, and are a reader's mistakes answered in words?"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import torch

from autograder import draw, explore
from autograder.learn.buttons import CHOSEN
from autograder.learn.draw.saturations import Saturation
from autograder.learn.draw.svg import Picture
from autograder.learn.draw.tried import Unusable, elementwise
from autograder.learn.explore.ledgers_live import NEVER, Training, descend
from autograder.learn.explore.live import Exploration, headline
from autograder.learn.explore.modes_live import ALL
from autograder.learn.explore.neurons_live import TARGETS

Numbers = torch.Tensor


def bowl(x: Numbers, y: Numbers) -> Numbers:
    return x**2 / 4 + y**2


def running_total(x: Numbers) -> Numbers:
    return x.cumsum(0)


def square(x: Numbers) -> Numbers:
    return x**2


def leaf(value: float = 3.0) -> Numbers:
    return torch.tensor(value, requires_grad=True)


def program() -> Any:
    x = leaf()
    return explore.ledger(x, {"first": lambda: square(x).backward(), "second": lambda: (2 * x).backward()})


# One of each, as a lesson has it.
EXPLORERS: dict[str, Callable[[], Any]] = {
    "tangent": lambda: explore.tangent(torch.sin, at=0.0),
    "secant": lambda: explore.secant(square, at=1.0),
    "contours": lambda: explore.contours(bowl, at=(2.0, 1.0)),
    "saturation": lambda: explore.saturation(),
    "ledger": lambda: explore.ledger(square, 3.0, most=4),
    "program": program,
    "modes": lambda: explore.modes(square, at=3.0),
    "vector_jacobian": lambda: explore.vector_jacobian(running_total, torch.tensor([1.0, 2.0]), [1.0, -0.5]),
}


def fresh_ledger(steps: int) -> Picture:
    runs = {kind: descend(square, 3.0, 0.1, 4, kind) for kind in (NEVER, "before each backward")}
    return Training(runs, 4, "w").frame(steps, NEVER)


# Where the sliders go, and the same picture from a figure that has never drawn another. The places are chosen to have
# numbers of every length, points at the frame's edges, and ground that is flat.
MOVES: dict[str, tuple[list[dict[str, Any]], Callable[..., Picture]]] = {
    "tangent": ([{"x": x} for x in (-3.0, 1.57, 0.1)], lambda x: draw.tangent(torch.sin, at=x, low=-3.0, high=3.0)),
    "secant": (
        [{"h": h} for h in (2.0, 1 / 3)],
        lambda h: draw.secant(square, at=1.0, step=h, low=-3.0, high=3.0),
    ),
    "contours": (
        [{"across": a, "up": u} for a, u in ((0.0, 0.0), (3.0, 3.0), (-3.0, 0.1), (2.0, -3.0))],
        lambda across, up: draw.contours(bowl, at=(across, up), span=(-3.0, 3.0, -3.0, 3.0)),
    ),
    "saturation": (
        [{"z": z, "target": t} for z, t in ((-30.0, 1.0), (0.5, 0.25), (30.0, 0.0))],
        lambda z, target: Saturation(None, TARGETS).frame(target, z),
    ),
    "ledger": ([{"steps": n, "zeroing": NEVER} for n in (1, 3)], lambda steps, zeroing: fresh_ledger(steps)),
    "vector_jacobian": (
        [{"v0": a, "v1": b} for a, b in ((-2.0, 2.0), (0.0, 0.5))],
        lambda v0, v1: draw.jacobian(
            running_total, torch.tensor([1.0, 2.0]), v=[v0, v1], title="vᵀJ: the rows, each times its weight, added up"
        ),
    ),
}


@pytest.mark.parametrize("name", MOVES)
def test_is_a_frame_on_the_move_the_same_bytes_as_one_drawn_afresh(name: str) -> None:
    moving, (places, fresh) = EXPLORERS[name](), MOVES[name]
    wanted = [fresh(**place).svg for place in places]
    assert [moving.picture(**place).svg for place in places] == wanted
    assert [moving.picture(**place).svg for place in reversed(places)] == wanted[::-1]


@pytest.fixture
def live() -> Callable[[Exploration], tuple[dict[str, Any], Any]]:
    """The named controls of an explorer as a live kernel builds them, and the widget with the picture."""

    def built(exploration: Exploration) -> tuple[dict[str, Any], Any]:
        *rows, frame = exploration._build().children
        named = [row.children[0] if hasattr(row, "children") else row for row in rows]
        return {entry.description: entry for entry in named}, frame

    return built


NAMES = {
    "tangent": ["point x"],
    "secant": ["step h"],
    "contours": ["x", "y"],
    "saturation": ["score z", "target y"],
    "ledger": ["backwards", "w.grad is emptied"],
    "program": ["steps run"],
    "modes": ["x", "show"],
    "vector_jacobian": ["v[0]", "v[1]"],
}


@pytest.mark.parametrize("name", NAMES)
def test_has_every_control_a_name_and_moves_the_picture_and_its_words(name: str, live: Any) -> None:
    knobs, frame = live(EXPLORERS[name]())
    assert list(knobs) == NAMES[name]
    for knob in knobs.values():
        before = frame.value
        knob.value = knob.options[-1] if hasattr(knob, "options") else knob.min
        assert frame.value != before
        assert 'role="status"' in frame.value
        assert 'role="img"' in frame.value or "<caption" in frame.value


def test_do_slider_and_box_hold_one_number() -> None:
    row, frame = explore.tangent(square, at=1.0)._build().children
    box, slider = row.children
    slider.value = 0.1 + 0.2
    assert box.value == 0.3
    box.value = 2.0
    assert slider.value == 2.0
    assert "At x = 2 the slope is 4" in frame.value


def test_is_a_typed_number_beyond_the_end_the_end() -> None:
    row, frame = explore.tangent(square, at=1.0)._build().children
    row.children[0].value = 99.0
    assert "At x = 3 the slope is 6" in frame.value


def test_does_a_function_that_raises_on_the_way_leave_words_and_a_living_slider() -> None:
    def picky(x: Numbers) -> Numbers:
        if x > 1:
            raise RuntimeError("too far <b>")
        return x**2

    row, frame = explore.tangent(picky, at=0.0)._build().children
    row.children[0].value = 2.0
    assert frame.value.startswith(
        '<p role="alert">No picture here: the function raises RuntimeError (too far &lt;b&gt;)'
    )
    row.children[0].value = 0.5
    assert "the slope is 1" in frame.value


@pytest.mark.parametrize(
    ("says", "first"),
    [
        ("At x = 0.5 the slope is 1. The curve goes on.", "At x = 0.5 the slope is 1."),
        ("y = 9 in every column.\nrecording: y", "y = 9 in every column."),
        ("One sentence", "One sentence."),
    ],
)
def test_is_what_is_spoken_the_first_sentence(says: str, first: str) -> None:
    assert headline(says) == first


@pytest.mark.parametrize("name", [name for name in MOVES if name != "secant"])
def test_does_what_is_spoken_change_at_every_move(name: str) -> None:
    moving, (places, _) = EXPLORERS[name](), MOVES[name]
    spoken = [headline(moving.picture(**place).says) for place in places]
    assert len(set(spoken)) == len(places), spoken


def test_are_the_numbers_in_what_is_spoken() -> None:
    assert headline(repr(EXPLORERS["contours"]())) == (
        "At x = 2 and y = 1 the value is 2, the gradient is (1, 2), of length 2.236."
    )
    assert headline(EXPLORERS["saturation"]().picture(z=-25.0, target=1.0).says) == (
        "At z = −25, target 1, clamped has loss 18.42 and gradient 0; log-sum-exp has loss 25 and gradient −1."
    )


def test_is_the_chosen_button_marked_by_more_than_a_shade() -> None:
    *rows, _ = EXPLORERS["modes"]()._build().children
    knob, style = rows[-1].children
    assert CHOSEN in knob._dom_classes
    assert f".{CHOSEN} .widget-toggle-button.mod-active::before {{visibility: visible}}" in style.value
    assert "box-shadow" in style.value


def test_is_a_legend_made_once_and_its_values_written_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib.axes import Axes

    moving = EXPLORERS["saturation"]()
    monkeypatch.setattr(Axes, "legend", lambda *_, **__: pytest.fail("a legend costs as much as the rest of a frame"))
    svg = moving.picture(z=-25.0, target=1.0).svg
    assert [">18.42<" in svg, ">25<" in svg, ">−1<" in svg, ">at z = −25<" in svg] == [True] * 4


def test_may_two_threads_draw_at_once() -> None:
    """JupyterLab answers widgets in threads of their own; the style is the process's, and a scene is one figure."""
    moving = explore.tangent(torch.sin, at=0.0)
    wanted = {x / 10: moving.picture(x=x / 10).svg for x in range(8)}
    with ThreadPoolExecutor(4) as pool:
        found = dict(zip(wanted, pool.map(lambda x: moving.picture(x=x).svg, wanted), strict=True))
    assert found == wanted


# --- the reader's own function --------------------------------------------------------------------------

WRONG: dict[str, tuple[Callable[..., Any], str]] = {
    "returns nothing": (lambda x: None, "returns None: its last line needs a return"),
    "returns a float": (lambda x: float(x) ** 2, "leave out .item"),
    "uses item": (lambda x: x.item() ** 2, "leave out .item"),
    "returns numpy": (lambda x: x.detach().numpy() ** 2, "numpy"),
    "returns several": (lambda x: torch.stack([x, x]), r"shape \(2,\), and one number is needed"),
    "returns a list": (lambda x: [x], "returns a list, and a tensor is needed"),
    "is detached": (lambda x: x.detach() ** 2, "does not depend on x"),
    "is constant": (lambda x: torch.tensor(2.0), "does not depend on x"),
    "takes two": (lambda x, y: x * y, "takes 2 arguments, and it is called with 1 here"),
    "raises": (lambda x: x.nothing, "raises AttributeError"),
    "is complex": (lambda x: torch.complex(x, x), "complex"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("explorer", ["tangent", "secant"])
def test_is_a_function_without_a_slope_answered_in_words(name: str, explorer: str) -> None:
    function, message = WRONG[name]
    with pytest.raises(ValueError, match=message) as refused:
        getattr(explore, explorer)(function, at=1.0)
    assert is_one_line_of_prose(refused.value)


def is_one_line_of_prose(error: ValueError) -> bool:
    """In a notebook there is nothing but the sentence, which ends as one does and has a true minus."""
    assert isinstance(error, Unusable)
    assert error._render_traceback_() == [str(error)]
    return str(error).endswith(".") and "\n" not in str(error) and not re.search(r"(?<=[= ])-\d", str(error))


def test_does_a_notebook_show_one_line_of_a_refusal() -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shown: list[Any] = []
    shell = InteractiveShell()
    shell._showtraceback = lambda *told: shown.append(told)
    shell.push({"explore": explore})
    shell.run_cell("explore.tangent(lambda x: None)")
    assert [told[2] for told in shown] == [["the function returns None: its last line needs a return."]]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: explore.tangent(torch.tensor(2.0), at=0.0), "a function is needed here, such as lambda x"),
        (lambda: explore.contours(square, at=(1.0, 1.0)), "takes 1 argument, and it is called with 2 here"),
        (lambda: explore.contours(lambda x, y: None, at=(1.0, 1.0)), "returns None"),
        (lambda: explore.contours(lambda x, y: (x * y).log(), at=(-1, 1), span=(-2, -1, 1, 2)), "no value anywhere"),
        (lambda: explore.contours(lambda x, y: (x * y).detach(), at=(1, 1)), "does not depend on x"),
        (lambda: explore.tangent(lambda x: x / 0 * 0, at=1.0), "no value anywhere from x = −3 to 3"),
        (lambda: draw.tangent(square, at=-5.0, low=-3.0, high=3.0), "the point −5 lies outside the window from −3 to"),
        (lambda: explore.modes(lambda x: torch.complex(x, x), at=1.0), "complex result.*take its .real"),
        (lambda: explore.modes(square, at=1j), "x is complex"),
        (lambda: explore.modes(square, at=torch.tensor([1j, 2])), "x is complex"),
        (lambda: explore.vector_jacobian(running_total, torch.ones(2), [1.0]), "one number for each output"),
        (lambda: explore.vector_jacobian(running_total, torch.ones(6), [1.0] * 6), "a slider for each output"),
        (lambda: explore.saturation({"mine": lambda z, y: None}), "returns None"),
        (lambda: explore.saturation({"mine": lambda z, y: z.detach()}), "does not depend on z"),
        (lambda: explore.saturation(square), "called with 2 here"),
        (lambda: explore.saturation({}), "at least one"),
        (lambda: explore.ledger(lambda w: 2.0, 3.0), "a Python float"),
        (lambda: explore.ledger(lambda w: w.detach(), 3.0), "nothing to add"),
        (lambda: explore.ledger(lambda w: w.log(), -3.0), "start somewhere else"),
        (lambda: explore.ledger(square, {"step": lambda: None}), "named steps go with a leaf"),
        (lambda: explore.ledger(leaf(), 3.0), "after the leaf come the steps"),
        (lambda: explore.modes(lambda x: None, at=1.0), "returns None"),
        (lambda: explore.modes(lambda x, y: x, at=1.0), "takes 2 arguments"),
        (lambda: explore.modes(square, at=1.0, mode="eval"), "no mode called 'eval'"),
        (lambda: explore.vector_jacobian(lambda x: x.tolist(), torch.ones(2), [1, 1]), "returns a list"),
        (lambda: explore.vector_jacobian(square, torch.tensor([1, 2]), [1, 1]), "a tensor of floats"),
        (lambda: explore.vector_jacobian(lambda x: x.detach(), torch.ones(2), [1, 1]), "no Jacobian"),
    ],
)
def test_is_what_cannot_be_drawn_refused_in_words(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message) as refused:
        make()
    assert is_one_line_of_prose(refused.value)


def test_is_the_identity_a_function_like_any_other() -> None:
    assert repr(explore.tangent(lambda x: x, at=1.0)).startswith("At x = 1 the slope is 1.")


def test_is_a_gap_in_the_curve_said_and_the_rest_drawn() -> None:
    shown = explore.tangent(torch.log, at=1.0)
    assert "It has no value from x = −3 to 0." in repr(shown)
    there = shown.picture(x=-1.0)
    assert there.says.startswith("At x = −1 the function has no value, and so no slope.")
    assert "the value is nan, and there is no tangent to draw" in there.says


def test_does_a_function_that_is_upright_at_a_point_still_draw() -> None:
    assert "there is no tangent to draw" in explore.tangent(torch.sqrt, at=1.0).picture(x=0.0).says


def test_are_contours_with_holes_drawn_and_said() -> None:
    shown = explore.contours(lambda x, y: torch.log(x) + y, at=(1.0, 1.0))
    assert "the gradient is (1, 1)" in repr(shown)
    assert "no arrow is drawn there" in shown.picture(across=-1.0, up=0.0).says


def test_may_a_function_of_two_be_written_for_scalars_only() -> None:
    def branching(x: Numbers, y: Numbers) -> Numbers:
        return (torch.stack([x, y]) ** 2).sum() if x > 0 else x * 0 + y

    says = repr(explore.contours(branching, at=(2.0, 1.0)))
    assert "the value is 5, the gradient is (4, 2)" in says


def test_is_a_constant_landscape_flat() -> None:
    assert "flat" in repr(explore.contours(lambda x, y: 0 * x, at=(1.0, 1.0)))


def test_is_a_loss_of_the_reader_held_against_the_trusted_form() -> None:
    def naive(z: Numbers, y: Numbers) -> Numbers:
        p = torch.sigmoid(z)
        return -(y * p.log() + (1 - y) * (1 - p).log())

    says = repr(explore.saturation(naive))
    assert "naive" in says.split(".")[0]
    assert "log-sum-exp: loss 30" in says


def test_may_a_loss_take_one_number_at_a_time() -> None:
    def averaged(z: Numbers, y: Numbers) -> Numbers:
        return torch.nn.functional.binary_cross_entropy_with_logits(z, y)

    assert "every form holds" in repr(explore.saturation(averaged))


def test_do_many_points_at_once_equal_them_one_by_one() -> None:
    x, y = torch.meshgrid(torch.linspace(-1, 1, 4), torch.linspace(0, 2, 4), indexing="xy")
    assert torch.equal(elementwise(lambda a, b: a * b, [x, y]), x * y)
    assert torch.allclose(elementwise(lambda a, b: torch.stack([a, b]).prod(), [x, y]), x * y)
    assert torch.equal(elementwise(lambda a, b: torch.tensor(2.0), [x, y]), torch.full_like(x, 2.0))


def test_does_a_descent_that_overflows_end_in_words() -> None:
    shown = explore.ledger(lambda w: w**4, 10.0, rate=1.0)
    assert "the next number is too large" in repr(shown)
    assert "nan" not in repr(shown)


def test_does_the_ledger_say_which_backward_added_what() -> None:
    says = explore.ledger(square, 3.0, most=3).picture(steps=2, zeroing=NEVER).says
    assert "The backwards add, one after the other, +6 and +4.8." in says
    assert "w.grad is 6 and 10.8." in says


def test_does_a_program_of_the_reader_go_step_by_step() -> None:
    x = leaf()
    y = x**2
    shown = explore.ledger(
        x, {"once": lambda: y.backward(retain_graph=True), "twice": lambda: y.backward(), "late": lambda: y.backward()}
    )
    assert x.grad is not None
    assert x.grad.item() == 12.0
    assert "once: +6, x.grad is 6. twice: +6, x.grad is 12. late: raises RuntimeError" in repr(shown)
    assert shown.picture(steps=1).says == "After 1 step, x.grad is 6. once: +6, x.grad is 6."


def test_do_the_modes_stand_side_by_side_and_follow_x() -> None:
    shown = explore.modes(square, at=3.0)
    moved = shown.picture(x=1.5, mode=ALL).says
    assert "y: 2.25" in moved
    assert "kept in memory for backward: 1 number, 4 bytes" in moved
    assert moved.count("kept in memory for backward: none") == 4
    assert "no way back" in shown.picture(x=1.5, mode="detach()").says


def test_is_unusable_an_error_that_old_code_catches() -> None:
    assert issubclass(Unusable, ValueError)
