"""Why is it wrong? The door to the mistake bank: a task goes in, a diagnosis comes out, or remarks.

A check calls `explain` once, for an answer that is wrong or could not run, and puts what it gives on the
verdict. Whatever stands behind it can change without a notebook being touched.
"""

from __future__ import annotations

from typing import NamedTuple

from autograder.learn.describe import remarks
from autograder.learn.task import Task
from autograder.learn.verdict import Diagnosis, Mismatch, Trouble


class Explanation(NamedTuple):
    diagnosis: Diagnosis | None
    remarks: tuple[str, ...]


def explain(task: Task, mismatch: Mismatch | None, trouble: Trouble | None) -> Explanation:
    """What is known of a wrong answer. Never raises, and never claims more than the numbers show."""
    if mismatch is None or mismatch.secret:
        return Explanation(None, ())
    return Explanation(None, remarks(task))
