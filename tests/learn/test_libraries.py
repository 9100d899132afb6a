"""By hand: which parts of a library may be used, and which hide what is computed."""

from __future__ import annotations

import pytest

from autograder.learn import byhand


class Submitted:
    """A function as the grader has it: its text, and the texts of what it leans on."""

    def __init__(self, text: str, *others: str) -> None:
        self.__student_source__ = text
        self.__student_reach__ = others

    def __call__(self) -> None: ...


@pytest.mark.parametrize(
    "line",
    [
        "np.testing.runstring(PROGRAM, {})",
        "torch.utils.benchmark.Timer(PROGRAM).timeit(1)",
        "torch.hub.load('.', 'slope', x, source='local')",
        "torch.load('slope.pt', weights_only=False)",
        "torch.nn.parallel.parallel_apply([f, f], [x, x])",
        "np.lib.format.read_array(lines, True)",
        "dataclasses.inspect.getattr_static(x, word)",
        "typing.get_type_hints(f)",
        "typing.types.CodeType(0)",
        "t = torch\n    t.special.expit(x)",
        "(lambda t=np: t.testing)()",
        "type('Box', (), fields)",
        "make = type\n    make('Box', (), fields)",
        "dataclasses.dataclass(box)",
        "from numpy import testing",
        "from numpy.testing import runstring",
        "from torch import *",
        "import torch.utils.benchmark as b",
        "class Box:\n        import torch as t\n    Box.t.hub",
        "class Box:\n        __annotations__ = fields",
        "look = locals\n    look()",
        "plt.switch_backend('module://slope')",
        "functools.update_wrapper(box, x, [word])",
    ],
)
def test_is_a_way_into_a_program_that_nobody_has_read_refused(line: str) -> None:
    imports = (
        "import numpy as np, torch, typing, dataclasses, functools",
        "import matplotlib.pyplot as plt",
    )
    text = f"def slope(x):\n    {line}\n    return 2 * x"
    found = byhand.breach(Submitted(text, *imports))
    assert found is not None
    assert "hides what is computed" in found.rule


@pytest.mark.parametrize(
    "line",
    [
        "return torch.nn.functional.softplus(x) + F.relu(x) + nn.functional.relu(x)",
        "return torch.special.expit(x) * torch.linalg.norm(x) * np.linalg.norm(x)",
        "return torch.where(x > 0, x, torch.zeros_like(x)).type(x.dtype)",
        "open, source, load = x, x, x\n    return open + source * load",
        "return functools.reduce(operator.mul, [x, x], math.pi)",
        "assert type(x) is torch.Tensor\n    return isinstance(x, torch.Tensor) * x",
        "import torch.nn.functional as G\n    return G.relu(x)",
        "from math import *\n    return exp(1) * x",
        "@functools.wraps(other)\n    def inner(x): return x\n    return inner(x)",
        "@dataclasses.dataclass\n    class Pair:\n        a: float\n    return Pair(x).a",
        "x.info, x.load = 1, 2\n    return x.info * x.load",
    ],
)
def test_may_an_answer_use_what_only_computes(line: str) -> None:
    imports = (
        "import torch, math, functools, operator, dataclasses",
        "import numpy as np",
        "from torch import nn",
        "import torch.nn.functional as F",
    )
    assert byhand.breach(Submitted(f"def slope(x):\n    {line}", *imports)) is None
