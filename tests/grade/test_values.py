"""Do values cross as they are, whatever stands beside the encoder, and whatever a decoder is sent?"""

from __future__ import annotations

import builtins
import copy
import json
import math
import operator
import time
from collections import OrderedDict, namedtuple
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grade import values
from autograder.grade.values import BadValue, Encoded, Opaque, Shadow, TooMuch, Unsendable
from autograder.learn import compare, snapshot

T = torch.tensor


def over_the_wire(encoded: Encoded) -> Encoded:
    return Encoded(json.loads(json.dumps(encoded.data, allow_nan=False)), [bytes(blob) for blob in encoded.blobs])


def crossed(value: Any, **options: Any) -> Any:
    found = over_the_wire(values.encode(value))
    return values.decode(found.data, found.blobs, **options)


def called(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The function called as if in a child, on what crosses."""
    call = values.encode_call(args, kwargs)
    there, named, registry = values.decode_call(over_the_wire(call))
    with registry.modes():
        result = function(*there, **named)
    return values.apply_outcome(over_the_wire(values.encode_outcome(result, registry)), call)


def same(one: Any, other: Any) -> bool:
    """Equal, of equal type, nan for nan, all the way down."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return (one == other and math.copysign(1, one) == math.copysign(1, other)) or (one != one and other != other)
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return (
            len(one) == len(other)
            and all(map(same, one.keys(), other))
            and all(map(same, one.values(), other.values()))
        )
    return bool(one == other)


keys = (
    st.none()
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.text(max_size=3)
    | st.tuples(st.integers(0, 3), st.text(max_size=2))
)
leaves = (
    keys
    | st.floats()
    | st.complex_numbers()
    | st.binary(max_size=9)
    | st.integers()
    | st.builds(range, st.integers(-9, 9))
)
plain = st.recursive(
    leaves | st.sets(keys, max_size=3) | st.frozensets(keys, max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=15,
)


@settings(max_examples=200, deadline=None)
@given(plain)
def test_does_plain_data_cross_unchanged(value: Any) -> None:
    assert same(crossed(value), value)


DTYPES = [
    torch.float16, torch.float32, torch.float64, torch.bfloat16, torch.complex64, torch.complex128,
    torch.bool,
    torch.uint8, torch.uint16, torch.uint32, torch.uint64, torch.int8, torch.int16, torch.int32, torch.int64,
]  # fmt: skip


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 5), (2, 3, 4)], ids=str)
def test_does_a_tensor_of_every_dtype_and_shape_cross(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    count = math.prod(shape) * dtype.itemsize
    given_tensor = torch.randint(0, 2, (count,), dtype=torch.uint8).view(dtype).reshape(shape)
    found = crossed(given_tensor)
    assert type(found) is torch.Tensor
    assert (found.dtype, found.shape) == (dtype, shape)
    assert found.untyped_storage().tolist() == given_tensor.untyped_storage().tolist()
    assert (found.requires_grad, found.is_leaf, found._is_view()) == (False, True, False)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(width=32), max_size=6), st.booleans(), st.booleans())
def test_does_a_leaf_keep_its_state_and_its_grad(numbers: list[float], requires: bool, has_grad: bool) -> None:
    leaf = torch.tensor(numbers, requires_grad=requires)
    if requires and has_grad:
        leaf.grad = torch.tensor(numbers) * 2
    ours, theirs = snapshot.of(crossed(leaf)), snapshot.of(leaf)
    assert ours["value"].numpy().tobytes() == theirs["value"].numpy().tobytes()
    assert (ours["requires_grad"], ours["is_leaf"], ours["grad_fn"]) == (requires, True, None)
    assert compare.differ(ours["grad"], theirs["grad"], where="grad") is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: torch.arange(6.0).view(2, 3).t(),
        lambda: torch.arange(60_000.0)[::7],
        lambda: torch.arange(9.0)[3:5],
        lambda: torch.arange(9.0, dtype=torch.bfloat16)[::2],
        lambda: T(3.0).expand(4, 5),
        lambda: T([1 + 2j, 3 - 1j]).conj(),
        lambda: T([1 + 2j, 3 - 1j]).conj().imag,
        lambda: torch.arange(24).view(2, 3, 4).permute(2, 0, 1),
        lambda: torch.ones(2, 3, 4, 5).to(memory_format=torch.channels_last),
    ],
)
def test_do_the_numbers_of_every_view_cross(make: Callable[[], torch.Tensor]) -> None:
    assert torch.equal(crossed(make()), make().resolve_conj().resolve_neg())


def test_does_one_tensor_met_twice_stay_one() -> None:
    one = T([1.0, 2.0])
    found = crossed([one, {"again": one}, one.detach(), one[1:]])
    assert found[0] is found[1]["again"]
    found[0][1] = 7.0
    assert found[2].tolist() == [1.0, 7.0]
    assert found[3].tolist() == [7.0]
    row: list[Any] = []
    both = crossed((row, row))
    assert both[0] is both[1]


def test_does_a_parameter_stay_one() -> None:
    found = crossed(torch.nn.Parameter(T([1.0])))
    assert type(found) is torch.nn.Parameter
    assert found.requires_grad
    assert not crossed(torch.nn.Parameter(T([1.0]), requires_grad=False)).requires_grad


@pytest.mark.parametrize(
    "make", [lambda x: x**2, lambda x: x.sum(), lambda x: x.view(3, 1), lambda x: (x * x).mean(), lambda x: x[0]]
)
def test_does_a_result_with_a_graph_say_what_it_said(make: Callable[[torch.Tensor], torch.Tensor]) -> None:
    x = T([1.0, 2.0, 3.0], requires_grad=True)
    expected, found = snapshot.of(make(x), [x]), snapshot.of(called(make, x), [])
    assert isinstance(called(make, x), torch.Tensor)
    assert torch.equal(found.pop("value"), expected.pop("value"))
    del found["shares storage"], expected["shares storage"]
    assert found == expected


def test_can_a_shadow_be_worked_with() -> None:
    x = T([1.0, 2.0], requires_grad=True)
    shadow = called(lambda x: x * 3, x)
    assert type(shadow) is Shadow
    for made in (shadow.detach(), shadow + 1, shadow == shadow, shadow.sum(), shadow[0], shadow.clone()):
        assert type(made) is torch.Tensor
        assert made.grad_fn is None
    assert torch.allclose(shadow, T([3.0, 6.0]))
    assert (shadow.tolist(), shadow[1].item(), repr(shadow)) == (
        [3.0, 6.0],
        6.0,
        "tensor([3., 6.], grad_fn=<MulBackward0>)",
    )
    assert (shadow.grad, shadow.grad_fn.next_functions) == (None, ())


@pytest.mark.parametrize(
    "tried",
    [
        lambda y: y.backward(),
        lambda y: torch.autograd.grad(y, y),
        lambda y: torch.autograd.backward(y),
        lambda y: y.requires_grad_(False),
        lambda y: y.grad_fn(T(1.0)),
        copy.deepcopy,
    ],
)
def test_is_somebody_told_that_a_live_graph_does_not_cross(tried: Callable[[Any], Any]) -> None:
    shadow = called(lambda x: x * 3, T(1.0, requires_grad=True))
    with pytest.raises(RuntimeError, match="make this a probe"):
        tried(shadow)


# Liars: what the encoder meets says one thing and is another.


def answering(answer: Any) -> Callable[..., Any]:
    return lambda *_, **__: answer


def claiming(answer: Any) -> property:
    return property(lambda _: answer)


def trapped(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError("code of the student's was run")


def liar(base: type, meta: type = type, **lies: Any) -> Any:
    return meta("Liar", (base,), lies)


def str_of(thing: Any) -> str:
    return str(type.__dict__["__name__"].__get__(type(thing)))


SIZE, ITEM, ITER = answering(1), answering(42), lambda _: iter([42])
Tens = liar(
    torch.Tensor,
    grad_fn=claiming("MulBackward0"),
    requires_grad=claiming(True),
    is_leaf=claiming(False),
    shape=claiming((99,)),
    dtype=claiming(torch.int8),
    __class__=claiming(float),
    __torch_function__=classmethod(answering(42)),
)
Deaf = liar(
    float,
    __float__=answering(42.0),
    __eq__=answering(True),
    __hash__=float.__hash__,
    __sub__=answering(0),
    __repr__=answering("42"),
    __class__=claiming(torch.Tensor),
)
Seven = liar(int, __int__=ITEM, __index__=ITEM, __add__=ITEM, __eq__=answering(True), __hash__=int.__hash__)
Word = liar(str, __str__=answering("forged"), __len__=SIZE, encode=answering(b""), isascii=answering(True))
Row = liar(list, __iter__=ITER, __len__=SIZE, __getitem__=ITEM, copy=answering([42]))
Pair = liar(tuple, __iter__=ITER, __len__=SIZE, __getitem__=ITEM)
Table = liar(
    dict, items=answering([("forged", 42)]), keys=answering([1]), __iter__=ITER, __len__=SIZE, __getitem__=ITEM
)
Bag = liar(set, __iter__=ITER, copy=answering({42}))
Grid = liar(np.ndarray, shape=claiming((99,)), dtype=claiming(np.dtype("i1")), tobytes=answering(b"*"))
Meta = type("Meta", (type,), dict.fromkeys(("__hash__", "__eq__", "__getattribute__", "__instancecheck__"), trapped))
Trap = liar(
    object,
    Meta,
    __class__=claiming(torch.Tensor),
    **dict.fromkeys(("__getattribute__", "__reduce_ex__", "__repr__", "__eq__", "__hash__"), trapped),
)
TrapFloat = liar(float, Meta)
Point = namedtuple("Point", "x y")

LIARS: list[tuple[Any, Any]] = [
    (Deaf(2.5), 2.5),
    (Deaf(math.inf), math.inf),
    (Seven(7), 7),
    (Word("true"), "true"),
    (Row([1, 2]), [1, 2]),
    (Pair((1, 2)), (1, 2)),
    (Table(a=1), {"a": 1}),
    (Bag({1, 2}), {1, 2}),
    (Point(1, 2), (1, 2)),
    (OrderedDict(a=1), {"a": 1}),
    (torch.Size([2, 3]), (2, 3)),
    (np.float64(2.5), 2.5),
    (np.complex128(1j), 1j),
    (np.str_("a"), "a"),
]


@pytest.mark.parametrize(("liar", "truth"), LIARS, ids=str_of)
def test_is_what_a_liar_really_holds_sent(liar: Any, truth: Any) -> None:
    assert same(crossed(liar), truth)


def test_is_nothing_run_of_what_is_sent() -> None:
    encoded = values.encode([TrapFloat(2.5), Trap(), Trap])  # (pytest itself would step on these)
    assert encoded.data == ["l", 2.5, ["o", "Liar", "<Liar object>"], ["o", "Meta", "<Meta object>"]]


def test_is_a_lying_tensor_seen_through() -> None:
    found = crossed(torch.arange(3.0).as_subclass(Tens))
    assert type(found) is torch.Tensor
    assert torch.equal(found, torch.arange(3.0))
    assert (found.requires_grad, found.is_leaf, found.grad_fn) == (False, True, None)
    true = snapshot.of(crossed((torch.ones(2, requires_grad=True) * 2).as_subclass(Tens)))
    assert (true["is_leaf"], true["requires_grad"]) == (False, True)


def test_is_a_lying_array_seen_through() -> None:
    found = crossed(np.arange(3.0).view(Grid))
    assert type(found) is np.ndarray
    assert found.tolist() == [0.0, 1.0, 2.0]


def test_can_a_custom_function_pose_as_one_of_torchs_own() -> None:
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 1

        @staticmethod
        def backward(ctx: Any, *grads: Any) -> Any:
            return grads[0]

    apply: Any = Cube.apply
    made = apply(torch.ones(2, requires_grad=True))
    assert snapshot.of(crossed(made))["grad_fn"] == "CubeBackward"
    type(made.grad_fn).__name__ = "MulBackward0"
    assert type(made.grad_fn).__name__ == "MulBackward0"
    assert snapshot.of(crossed(made))["grad_fn"] == "MulBackward0Backward"


@pytest.mark.parametrize(
    "thing",
    [
        object(), lambda: 1, iter([1]), (i for i in iter(int, 1)), torch.nn.Linear(1, 1), ValueError("x"),
        torch.float8_e5m2,
        torch.ones(2).to_sparse(), torch.empty(2, device="meta"), np.array([object()]), np.array(["a"]), {object(): 1},
        bytearray(b"x"), torch.optim.SGD([torch.ones(1)], 0.1), {(1,) * 9: 1},
    ],
    ids=str_of,
)  # fmt: skip
def test_does_what_cannot_cross_become_opaque(thing: Any) -> None:
    found = crossed([thing, thing])
    assert type(found[0]) is Opaque
    assert found[0] is found[1]
    with pytest.raises(Unsendable, match="make this a probe"):
        values.encode_call((thing,), {})


def test_can_nothing_be_done_with_an_opaque_thing() -> None:
    found = crossed(ValueError("said by a student"))
    assert repr(found) == "<ValueError object>"
    assert found == found
    assert found != crossed(ValueError())
    for tried in (
        bool,
        iter,
        len,
        list,
        float,
        lambda it: it + 1,
        lambda it: 1 + it,
        lambda it: it < 1,
        lambda it: it[0],
        lambda it: it(),
    ):
        with pytest.raises(TypeError):
            tried(found)
    with pytest.raises(AttributeError, match="probe"):
        _ = found.args


_BUILTINS = "isinstance issubclass type len id list tuple dict bytes str int float zip all any enumerate getattr set"


def test_do_patches_of_everything_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.grade.values import write, write_changes, write_tensors, writer

    def lie(*_: Any, **__: Any) -> Any:
        raise AssertionError("patched code was reached")

    x = torch.arange(4.0, requires_grad=True)
    x.grad = torch.ones(4)
    result = {
        "y": x * 2,
        "row": [1, 2.5, "word", (True, None)],
        "array": np.arange(3),
        "big": 2**80,
        "t": x.detach().view(2, 2).t(),
    }
    expected = values.encode(result)
    call = values.encode_call((x,), {})
    (twin,), _, registry = values.decode_call(over_the_wire(call))
    encode, encode_outcome = values.encode, values.encode_outcome
    with monkeypatch.context() as patch:
        for name in ("grad_fn", "requires_grad", "is_leaf", "grad", "shape", "dtype", "data", "device", "layout"):
            patch.setattr(torch.Tensor, name, property(lie), raising=False)
        for name in (
            "detach",
            "numpy",
            "untyped_storage",
            "numel",
            "stride",
            "contiguous",
            "is_contiguous",
            "__torch_function__",
        ):
            patch.setattr(torch.Tensor, name, lie, raising=False)
        for name in ("empty", "is_grad_enabled", "frombuffer", "tensor"):
            patch.setattr(torch, name, lie)
        for name in ("dumps", "JSONEncoder"):
            patch.setattr(json, name, lie)
        for module in (write, write_changes, write_tensors, writer):
            for name in [name for name in vars(module) if not name.startswith("__")]:
                patch.setattr(module, name, lie)
        patch.setattr(torch.storage.UntypedStorage, "data_ptr", lie, raising=False)
        patch.setattr(torch.storage.UntypedStorage, "nbytes", lie, raising=False)
        patch.setattr(np, "ndarray", lie)
        true = dict(vars(builtins))
        try:
            vars(builtins).update(dict.fromkeys(_BUILTINS.split(), lie))
            found = encode(result)
            outcome = encode_outcome(twin, registry)
        finally:
            vars(builtins).update(true)
    assert (found.data, found.blobs) == (expected.data, expected.blobs)
    assert outcome.data == [[], ["r", 1]]


class _Mode(torch.overrides.TorchFunctionMode):
    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        raise AssertionError("a mode was asked")


def test_do_modes_that_were_left_on_change_nothing() -> None:
    call = values.encode_call((torch.ones(2, requires_grad=True),), {})
    with _Mode(), torch.inference_mode():
        args, _, registry = values.decode_call(over_the_wire(call))
        outcome = values.encode_outcome(args[0], registry)
    assert outcome.data == [[], ["r", 1]]
    assert not torch.Tensor.is_inference(args[0])


def test_is_a_tracer_switched_off_before_it_sees_what_is_written() -> None:
    import sys

    seen: list[str] = []

    def trace(frame: Any, event: str, argument: Any) -> Any:
        seen.append(frame.f_code.co_name)
        return trace

    _, _, registry = values.decode_call(over_the_wire(values.encode_call((T(1.0),), {})))
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        values.encode_outcome(T(2.0), registry)
    finally:
        sys.settrace(before)
    assert set(seen) <= {"encode_outcome"}


# Caps


def nested(depth: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


def doubled(times: int) -> list[Any]:
    found: list[Any] = [1]
    for _ in range(times):
        found = [found, found]
    return found


@pytest.mark.parametrize(
    "make",
    [
        lambda: nested(60),
        lambda: doubled(40),
        lambda: [0] * 300_000,
        lambda: torch.zeros(1).expand(10**9),
        lambda: torch.zeros(10_000_000),
        lambda: np.broadcast_to(np.zeros(1), (10**9,)),
        lambda: bytes(40_000_000),
        lambda: "x" * 2_000_000,
        lambda: ["x" * 10_000] * 200,
        lambda: 1 << 10**6,
        lambda: [torch.zeros(0) for _ in range(20_000)],
    ],
)
def test_is_too_much_said_so_quickly(make: Callable[[], Any]) -> None:
    value = make()
    start = time.process_time()
    with pytest.raises(TooMuch):
        values.encode(value)
    assert time.process_time() - start < 2


def test_is_what_contains_itself_refused() -> None:
    row: list[Any] = []
    row.append({"me": row})
    a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)
    a.grad, b.grad = b, a
    for cycle in (row, a):
        with pytest.raises(Unsendable, match="contains itself"):
            values.encode(cycle)


# Calls


def test_are_functions_that_both_sides_have_the_same_ones() -> None:
    def given_cell(x: float) -> float:
        return x

    own = {id(given_cell): "given_cell"}
    known = [torch.sin, torch.nn.functional.mse_loss, torch.special.expit, math.sqrt, operator.mul, float, len]
    encoded = over_the_wire(values.encode([*known, given_cell], names=own))
    found = values.decode(encoded.data, encoded.blobs, lookup={"given_cell": given_cell}.__getitem__)
    assert found == [*known, given_cell]
    for name in ("torch.load", "torch.from_file", "builtins.eval", "os.system", "operator.call", "torch.save"):
        with pytest.raises(BadValue):
            values.decode(["F", name], [])
    with pytest.raises(BadValue):
        values.decode(["G", "__import__"], [], lookup=dict[str, Any]().__getitem__)


def _scale(x: torch.Tensor) -> None:
    with torch.no_grad():
        x.mul_(3)


def _replace(x: torch.Tensor) -> None:
    x.data = torch.ones(2, 2, dtype=torch.float64)


def _fill_grad(x: torch.Tensor) -> None:
    (x**2).sum().backward()


def _freeze(x: torch.Tensor) -> None:
    x.requires_grad_(False)


def _empty(x: torch.Tensor) -> None:
    x.grad = None


def _reshape(x: torch.Tensor) -> None:
    x.detach().resize_(1)
    x.data = x.data.unsqueeze(0)


def _zero_grad_in_place(x: torch.Tensor) -> None:
    if x.grad is not None:
        x.grad.zero_()


@pytest.mark.parametrize("function", [_scale, _replace, _fill_grad, _freeze, _empty, _reshape, _zero_grad_in_place])
@pytest.mark.parametrize("has_grad", [False, True])
def test_does_the_tests_own_tensor_show_what_was_done_to_it(function: Callable[[Any], None], has_grad: bool) -> None:
    def fresh() -> torch.Tensor:
        x = torch.arange(1.0, 4.0).requires_grad_()
        x.grad = torch.full((3,), 5.0) if has_grad and function is not _replace else None
        return x

    ours, theirs = fresh(), fresh()
    called(function, ours)
    function(theirs)
    one, other = snapshot.after(["x"], [ours], None), snapshot.after(["x"], [theirs], None)
    assert one.keys() == other.keys()
    for place, wanted in other.items():
        assert compare.differ(one[place], wanted, where=place) is None
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)


def test_does_a_tensor_that_was_asked_for_its_gradient_say_so() -> None:
    x = T([3.0])
    called(lambda x: (x.requires_grad_() ** 2).backward(), x)
    assert (x.requires_grad, x.is_leaf, x.grad) == (True, True, T([6.0]))


def test_are_lists_dicts_sets_and_arrays_changed_in_place() -> None:
    def change(row: list[Any], table: dict[str, Any], bag: set[int], array: Any, pair: tuple[Any, ...]) -> Any:
        row.append(table["w"])
        row[0] = [1]
        table["new"] = 2.5
        del table["old"]
        bag.add(9)
        array[0] = 7
        pair[0].mul_(2)
        return row

    w, inner = T([1.0]), T([4.0])
    row, table, bag, array = [0], {"w": w, "old": 1}, {1}, np.zeros(2)
    result = called(change, row, table, bag, array, (inner,))
    assert result is row
    assert row[0] == [1]
    assert row[1] is w
    assert table.keys() == {"w", "new"}
    assert (bag, array.tolist(), inner.tolist()) == ({1, 9}, [7.0, 0.0], [8.0])


def test_does_a_result_share_storage_with_the_argument_it_shares_it_with() -> None:
    x, other = torch.arange(4.0, requires_grad=True), torch.arange(4.0)
    makes: list[Callable[..., Any]] = [
        lambda x, _: x.detach(),
        lambda x, _: x.data[1:3],
        lambda x, _: x.view(2, 2),
        lambda x, _: x.detach().view(2, 2).t(),
    ]
    for make in makes:
        result = called(make, x, other)
        assert snapshot.shares_storage(result, x)
        assert not snapshot.shares_storage(result, other)
        assert torch.equal(result, make(x, other))
    assert not snapshot.shares_storage(called(lambda x, _: x.detach().clone(), x, other), x)
    assert called(lambda x, _: x, x, other) is x
    seen = called(lambda x, _: x.detach(), x, other)
    seen[0] = 9.0
    assert x.tolist() == [9.0, 1.0, 2.0, 3.0]


def test_do_views_among_the_arguments_stay_views() -> None:
    whole = torch.arange(6.0)
    part, turned = whole[2:4], whole.view(2, 3).t()
    assert called(lambda whole, part, turned: whole.zero_(), whole, part, turned) is whole
    assert (part.tolist(), float(turned.sum())) == ([0.0, 0.0], 0.0)
    assert called(lambda part, whole: part.add_(1), part, whole) is part
    assert whole.tolist() == [0.0, 0.0, 1.0, 1.0, 0.0, 0.0]


def test_is_an_argument_that_can_no_longer_be_sent_said_so() -> None:
    def narrow(x: Any) -> None:
        x.data = x.data.to(torch.float8_e5m2)

    with pytest.raises(Unsendable, match="can't be sent"):
        called(narrow, T([1.0, 0.0]))


def test_is_one_object_given_twice_one_object_there() -> None:
    x = T([1.0])
    assert called(lambda a, b, c: (a is b, a is c["again"]), x, x, c={"again": x}) == (True, True)


def test_does_an_argument_with_a_graph_arrive_as_a_leaf() -> None:
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    assert called(lambda y: (y.is_leaf, y.requires_grad, y.tolist()), y) == (True, True, [2.0, 2.0])
    shadow = called(lambda x: x * 5, x)
    assert called(lambda y: (y.is_leaf, y.requires_grad), shadow) == (True, True)
    called(lambda y: y.data.zero_(), y)
    assert y.tolist() == [0.0, 0.0]


def test_does_an_argument_that_came_to_have_a_graph_say_so() -> None:
    x, w = torch.ones(2), torch.full((2,), 3.0, requires_grad=True)
    called(lambda x, w: x.mul_(w), x, w)
    assert snapshot.of(x)["grad_fn"] == "MulBackward0"
    assert (x.is_leaf, x.requires_grad, x.tolist()) == (False, True, [3.0, 3.0])


def test_is_the_grad_that_is_returned_the_grad_of_the_argument() -> None:
    def slope(x: torch.Tensor) -> torch.Tensor | None:
        (x**2).sum().backward()
        return x.grad

    x = T([3.0], requires_grad=True)
    assert called(slope, x) is x.grad
    x.grad = T([1.0])
    before = x.grad
    assert called(slope, x) is before
    assert before.tolist() == [7.0]


@pytest.mark.parametrize("enabled", [False, True])
def test_does_a_call_run_in_the_mode_that_it_was_made_in(enabled: bool) -> None:
    x = torch.ones(1, requires_grad=True)
    with torch.set_grad_enabled(enabled):
        assert called(lambda x: (x * 2).requires_grad, x) is enabled
    with torch.inference_mode():
        assert called(lambda x: torch.is_inference_mode_enabled(), x) is True


def test_is_an_argument_that_came_to_contain_itself_left_as_it_was() -> None:
    first: list[Any] = [1]
    second: list[Any] = [2]
    call = values.encode_call((first, second), {})
    forged = Encoded([[[1, ["l", ["r", 2]]], [2, ["l", ["r", 1]]]], None], [])
    with pytest.raises(BadValue):
        values.apply_outcome(forged, call)
    assert (first, second) == ([1], [2])


# Hostile data

_GOOD_PLAIN = [1, 2.5, "x", {"k": (True, None)}, {1, 2}, 2**70, math.nan, 1j, range(3), b"raw", np.int8(1), torch.sin]
_GOOD_TENSORS = [
    torch.arange(6.0).view(2, 3).t(),
    torch.ones(2, requires_grad=True) * 2,
    T([True, False]),
    torch.nn.Parameter(T([1.0])),
    np.arange(3),
]
GOOD = [values.encode(_GOOD_PLAIN), values.encode(_GOOD_TENSORS)]

BAD: dict[str, tuple[Any, list[bytes]]] = {
    "an unknown tag": (["Q"], []),
    "a tag that is a number": ([1], []),
    "nothing in a list": ([], []),
    "a bare object": ({"a": 1}, []),
    "a reference ahead": (["r", 0], []),
    "a reference to itself": (["l", ["r", 0]], []),
    "a negative reference": (["l", ["l"], ["r", -1]], []),
    "a whole number in disguise": (["i", "0x" + "f" * 50_000], []),
    "an odd dict": (["d", "a"], []),
    "a key twice": (["d", "a", 1, "a", 2], []),
    "a list as a key": (["d", ["l"], 1], []),
    "a long key": (["d", ["t", *range(9)], 1], []),
    "a deep key": (["d", ["t", ["t", ["t", ["t", 1, 2], 1, 2], 1, 2], 1, 2], 1], []),
    "a huge key": (["d", ["i", "f" * 100], 1], []),
    "60 levels": (json.loads('["l",' * 60 + "1" + "]" * 60), []),
    "no bytes": (["T", "f4", [1], 0], []),
    "too few bytes": (["T", "f4", [2], 0], [b"1234"]),
    "too many blobs": (["T", "f4", [1], 0], [b"1234", b""]),
    "a negative size": (["T", "f4", [-1], 0], [b"1234"]),
    "sizes whose product is 0": (["T", "f4", [0, 2**62], 0], [b""]),
    "sizes that overflow": (["T", "f4", [2**32, 2**32], 0], [b""]),
    "a size that is a truth": (["T", "f4", [True], 0], [b"1234"]),
    "a float for a size": (["T", "f4", [1.0], 0], [b"1234"]),
    "too many dimensions": (["T", "f4", [1] * 1000, 0], [b"1234"]),
    "an unknown dtype": (["T", "O", [1], 0], [b"12345678"]),
    "a dtype that is a list": (["T", ["f4"], [1], 0], [b"1234"]),
    "flags of another kind": (["T", "f4", [1], "1"], [b"1234"]),
    "large flags": (["T", "f4", [1], 2**40], [b"1234"]),
    "fields too many": (["T", "f4", [1], 0, 1], [b"1234"]),
    "fields too few": (["T", "f4", [1], 2], [b"1234"]),
    "an integer that requires grad": (["T", "i8", [1], 1], [b"12345678"]),
    "a node that is no name": (["T", "f4", [1], 3, "a b"], [b"1234"]),
    "a node of a long name": (["T", "f4", [1], 3, "a" * 65], [b"1234"]),
    "a grad of another shape": (["T", "f4", [1], 5, ["T", "f4", [2], 0]], [b"1234", b"12345678"]),
    "a grad that is no tensor": (["T", "f4", [1], 5, 1.0], [b"1234"]),
    "a truth of 2": (["T", "?", [1], 0], [b"\2"]),
    "a place beyond": (["T", "f4", [2], 8, [1, 1]], [b"12345678"]),
    "a stride beyond": (["T", "f4", [2], 8, [0, 2]], [b"12345678"]),
    "a negative stride": (["T", "f4", [2], 8, [1, -1]], [b"12345678"]),
    "a storage cut short": (["T", "f4", [2], 8, [0, 1]], [b"1234567"]),
    "a view of nothing": (["W", 0, "f4", [1], 8, [0, 1]], []),
    "a view of itself": (["l", ["W", 1, "f4", [1], 8, [0, 1]]], []),
    "a view of a list": (["l", ["W", 0, "f4", [1], 8, [0, 1]]], []),
    "a view of terabytes": (["l", ["T", "f4", [1], 0], ["W", 1, "f4", [2**39], 8, [0, 0]]], [b"1234"]),
    "a view without a place": (["l", ["T", "f4", [1], 0], ["W", 1, "f4", [1], 0]], [b"1234"]),
    "a truth of 2 in a view": (["l", ["T", "u1", [1], 0], ["W", 1, "?", [1], 8, [0, 1]]], [b"\2"]),
    "an array of objects": (["a", "|O", [1]], [b"12345678"]),
    "an array that is too short": (["a", "<f4", [2]], [b"1234"]),
    "an array's dtype as a list": (["a", ["<f4"], [1]], [b"1234"]),
    "a scalar of two": (["n", "f4"], [b"12345678"]),
    "a function that isn't on the list": (["F", "os.system"], []),
    "a name without a lookup": (["G", "f"], []),
    "a long text for an opaque thing": (["o", "x", "y" * 300], []),
    "a range of floats": (["R", 0.5, 1, 1], []),
    "a range that goes nowhere": (["R", 0, 1, 0], []),
    "100 million parts": (json.loads('["l",' + ",".join(["0"] * 250_000) + "]"), []),
}


@pytest.mark.parametrize(("data", "blobs"), BAD.values(), ids=BAD)
def test_is_data_that_stands_for_nothing_refused(data: Any, blobs: list[bytes]) -> None:
    start = time.process_time()
    with pytest.raises(BadValue):
        values.decode(data, blobs)
    assert time.process_time() - start < 1


def test_is_what_refers_to_itself_a_million_times_refused() -> None:
    data = ["l", ["l", 1, 1], *[["l", ["r", number], ["r", number]] for number in range(1, 40)]]
    with pytest.raises(BadValue):
        values.decode(data, [])


def spoilt(node: Any, draw: Callable[[Any], Any]) -> Any:
    """The same data with one place changed."""
    if not isinstance(node, list) or not node or draw(st.integers(0, 3)) == 0:
        return draw(
            st.sampled_from(
                [None, True, -1, 0, 1, 3, 97, 2**63, 1e308, "", "f4", "T", [], ["r", 0], ["r", 1], {}, [[]], [2**33]]
            )
        )
    place = draw(st.integers(0, len(node) - 1))
    how = draw(st.integers(0, 9))
    if how == 0:
        return node[:place] + node[place + 1 :]
    if how == 1:
        return [*node[:place], node[place], *node[place:]]
    return [*node[:place], spoilt(node[place], draw), *node[place + 1 :]]


@contextmanager
def quickly() -> Iterator[None]:
    """By the processor's clock: another process that is busy is no fault of ours."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 2


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_does_spoilt_data_only_ever_raise_bad_value(data: st.DataObject) -> None:
    good = data.draw(st.sampled_from(GOOD))
    blobs = list(good.blobs)
    if data.draw(st.booleans()) and blobs:
        blobs[data.draw(st.integers(0, len(blobs) - 1))] = data.draw(st.binary(max_size=12))
    hostile = spoilt(good.data, data.draw)
    with quickly():
        try:
            found = values.decode(hostile, blobs)
        except BadValue:
            return
        values.encode(found)  # what was made of it is sound


def spoil_arguments(x: torch.Tensor, row: list[Any], table: dict[str, Any]) -> Any:
    (x**2).sum().backward()
    x.data.mul_(2)
    row.append(x.grad)
    table["k"] = row[0]
    return x.detach()[1:]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_does_a_spoilt_outcome_only_ever_raise_bad_value(data: st.DataObject) -> None:
    call = values.encode_call((torch.ones(3, requires_grad=True), [1], {"a": 1}), {})
    args, _, registry = values.decode_call(over_the_wire(call))
    good = values.encode_outcome(spoil_arguments(*args), registry)
    hostile = Encoded(spoilt(good.data, data.draw), good.blobs)
    with quickly():
        try:
            result = values.apply_outcome(hostile, call)
        except BadValue:
            return
        values.encode([result, *call.objects])
