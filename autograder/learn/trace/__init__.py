"""A live graph as data: what stands behind a tensor, or behind a value of a learner's own engine.

    graph = trace(loss, {"w": w, "b": b})      graph.nodes, graph.edges, graph.leaves; every node after its inputs

root     what is asked for its graph, and the words for what has none
tensors  torch's graph, by grad_fn
values   the graph of an engine, by parents and slopes
names    what the nodes are called
nodes    the graph itself
"""

from __future__ import annotations

from autograder.learn.trace.nodes import OF_VALUE, Edge, Graph, Node, NoGraph, Products, Role
from autograder.learn.trace.root import trace

__all__ = ["OF_VALUE", "Edge", "Graph", "NoGraph", "Node", "Products", "Role", "trace"]
