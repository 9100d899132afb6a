"""The parts of an engine, one at a time: what stands in for those that aren't written yet, and what is true of each.

    from autograder.learn.parts import Lent, Piece, pieces

    nodes = parts.nodes
    check.value(nodes.by(Node), like=nodes.torchs, mistakes=nodes.slips, at=[("a", "*", "b", 2.0, 3.0)])

    rules      the value of one operation, and its slopes
    nodes      what a node remembers of how it was made
    orders     a list of nodes, each after its parents
    passes     the backward pass over such a list
    stale      gradients that are asked for more than once
    neurons    the loss of a neuron, and what comes back from it
    training   gradient descent on values

Each of these has the same three, which a check is made of. `by(function)` is what the learner's function gives: it runs
in the notebook, and in the student's process at grading (`beside`). `torchs` is what torch gives on the same arguments.
`slips` are wrong models by their names: an id of the mistake catalog, or a sentence. `orders` and `passes` are over
graphs that have names: `over(graphs)` has the three.

The whole engine is `check.engine`. Nothing in here solves an exercise in plain Python: a student can read it.
"""

from __future__ import annotations

from autograder.learn.parts import neurons, nodes, orders, passes, rules, stale, training
from autograder.learn.parts.beside import Lent, Piece, pieces

__all__ = ["Lent", "Piece", "neurons", "nodes", "orders", "passes", "pieces", "rules", "stale", "training"]
