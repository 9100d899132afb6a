"""An engine that a learner built, held against torch: the same expression, once with each.

    tape      an expression as plain data: what was done to which number; recorded from a function, run with any values
    notation  a tape in ordinary notation, for sentences
    drawn     random expressions: graphs, chains, doublings, one rule at a time
    replay    what runs beside the learner's class: build, go backward, look at value and gradients
    asking    the class asked, here or in the student's process; what comes back, as data
    pure      the rule "by hand" for an engine: pure Python, nothing that differentiates for you
    truth     what torch says of an expression
    smaller   expressions that are parts of one: to show the smallest that fails
    judging   the answers against torch: right, or where they are not

A lambda can't cross to a student's process, and a live value can't come back. A tape can, and numbers do. So one and
the same cell teaches in the notebook and judges at grading.
"""

from __future__ import annotations

from autograder.learn.engines.drawn import expressions
from autograder.learn.engines.judging import judged
from autograder.learn.engines.tape import Expression, read

__all__ = ["Expression", "expressions", "judged", "read"]
