"""By hand, what was read is what runs: whatever a notebook does to its names, in ways that no reader sees, is done in
its own process, and the function is called in another one."""

from __future__ import annotations

import pytest
from sitting import START, exam, sit, station

from autograder.grade.station import Station

__all__ = ["station"]
ON = exam(
    ("start", START),
    ("answer_1", "..."),
    ("check_free", "check.gradient(slope, of=lambda x: x**3, at=[2.0, 1.0])"),
    ("check_by_hand", "check.gradient(slope, of=lambda x: x**3, at=[2.0, 1.0], by_hand=True)"),
)
WRONG = "def slope(x):\n    return x**2\n"
MODE = """
from torch.overrides import TorchFunctionMode
class Mode(TorchFunctionMode):
    def __torch_function__(self, function, types, given=(), named=None):
        found = function(*given, **(named or {}))
        return 3 * found if function.__name__ in ("pow", "__pow__") else found
Mode().__enter__()
"""
CHEAT = "cheat = lambda x: torch.func.jacrev(lambda x: (x**3).sum())(x)\n"


@pytest.mark.parametrize(
    "rebinding",
    [
        "exec('slo' 'pe = cheat')",
        "globals()['slope'] = cheat",
        "locals()['slope'] = cheat",
        "vars().update(slope=cheat)",
        "get_ipython().ex('slo' 'pe = cheat')",
        "get_ipython().push({'slope': cheat})",
        "import __main__ as m\nm.__dict__['slope'] = cheat",
        "import sys\nsys._getframe().f_globals['slope'] = cheat",
        "import sys\nsys.displayhook.shell.push({'slope': cheat})",
        "from unittest import mock\nmock.patch('__main__.slope', cheat).start()",
        "import timeit\ntimeit.timeit('import __main__; __main__.slope = __main__.cheat', number=1)",
        "slope.__code__ = (lambda x: cheat(x)).__code__",
        "torch.Tensor.__pow__ = lambda x, n: 3 * x * x",
        "kind = type(torch.ones(1))\nkind.__pow__ = lambda x, n: 3 * x * x",
        "%time globals().update(slope=cheat)",
        MODE,
        "import ast\nget_ipython().ast_transformers.append(None)\nglobals()['slope'] = cheat",
    ],
)
def test_does_a_function_that_was_put_in_its_place_count_where_work_is_by_hand(
    station: Station, rebinding: str
) -> None:
    found = sit(station, ON, ("answer_1", f"{WRONG}{CHEAT}{rebinding}"))
    assert found.scores == {"check_free": 2.0, "check_by_hand": 0.0}, (
        rebinding
    )  # it works in the notebook, and not there


@pytest.mark.parametrize(
    "text",
    [
        "def slope(x):\n    return 3 * x**2\nexec('y = 1')\nimport re\nre.compile('a')\nglobals()['z'] = 3",
        "def slope(x):\n    return (3 * x**2).type(x.dtype)",
        "three = [3]\nthree.append(4)\ndef slope(x):\n    return three[0] * x**2",
        "class Line:\n    def __init__(self, a):\n        self._a = a\n    def at(self, x):\n"
        "        return self._a * x**2\nline = Line(3)\ndef slope(x):\n    return line.at(x)",
        "from functools import cache\n@cache\ndef three():\n    return 3\ndef slope(x):\n    return three() * x**2",
        "slope = lambda x: 3 * x**2",
        "def slope(x):\n    return 0 * x\ndef slope(x):\n    return 3 * x**2",
        "%%time\ndef slope(x):\n    return 3 * x**2",
        "import torch.nn.functional as F\nfrom math import *\ndef slope(x):\n    return 3 * F.relu(x) ** 2",
        "def slope(x):\n    return 3 * square(x)\ndef square(x):\n    return x**2",
    ],
)
def test_does_honest_work_by_hand_get_its_points(station: Station, text: str) -> None:
    assert sit(station, ON, ("answer_1", text)).scores == {"check_free": 2.0, "check_by_hand": 2.0}


def test_is_a_helper_file_used_where_it_can_be_read(station: Station) -> None:
    for line in ("from helper import slope", "from helper import *", "import helper\nslope = helper.slope"):
        files = {"helper.py": b"def slope(x):\n    return 3 * x**2\n"}
        assert sit(station, ON, ("answer_1", line), files=files).scores["check_by_hand"] == 2.0, line
        cheat = {"helper.py": b"import torch\nslope = torch.func.grad(lambda x: (x**3).sum())\n"}
        found = sit(station, ON, ("answer_1", line), files=cheat)
        assert found.scores == {"check_free": 2.0, "check_by_hand": 0.0}, line
