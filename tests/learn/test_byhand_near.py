"""By hand, in a notebook: what a function leans on is read with it, as the grader does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell

from autograder.learn import byhand
from autograder.learn.verdict import Breach

Asked = Callable[..., Breach | None]


@pytest.fixture
def asked() -> Iterator[Asked]:
    """Runs cells in a shell, and looks at `answer`."""
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(user_ns={"torch": torch})

    def ask(*cells: str) -> Breach | None:
        for cell in cells:
            shell.run_cell(cell, store_history=True).raise_error()
        function: Any = shell.user_ns["answer"]
        return byhand.breach(function)

    yield ask
    InteractiveShell.clear_instance()


HELPER = "def helper(x):\n    return torch.autograd.grad(x**2, x)[0]"
ANSWER = "def answer(x):\n    return helper(x)"


def test_is_autograd_seen_in_a_helper_of_another_cell(asked: Asked) -> None:
    found = asked(HELPER, ANSWER)
    assert found is not None
    assert "torch.autograd.grad" in found.rule


def test_is_the_last_definition_the_one_that_counts(asked: Asked) -> None:
    assert asked(HELPER, ANSWER, "def helper(x):\n    return 2 * x") is None


def test_is_what_it_does_not_lean_on_its_own_affair(asked: Asked) -> None:
    assert asked(HELPER, "def answer(x):\n    return 2 * x") is None


def test_is_a_local_name_no_helper(asked: Asked) -> None:
    assert asked(HELPER, "def answer(x):\n    helper = 2 * x\n    return helper") is None


def test_is_an_import_of_another_cell_told_in_a_true_sentence(asked: Asked) -> None:
    found = asked("import logging", "def answer(x):\n    logging.info('here')\n    return 2 * x")
    assert found is not None
    assert "logging" in found.rule
    assert "hides" not in found.rule


def test_is_what_a_check_binds_none_of_their_helpers(asked: Asked) -> None:
    given = "def helper(x):\n    return torch.autograd.grad(x, x)\ncheck.gives_up()"
    with pytest.raises(AttributeError):
        asked("from autograder import check", "def helper(x):\n    return 2 * x", ANSWER, given)
    assert asked() is None
