"""A list of nodes, each once, every node after its parents: what is to be said of such a list.

A graph is the list of its nodes' parents, parents before children, the root last: `[(), (), (0, 1)]` is a sum of two
leaves. No order is computed here. Any that is right will do, so a list is looked at and not compared.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.learn import probes
from autograder.learn.cases import points
from autograder.learn.parts import beside

Graph = Sequence[Sequence[int]]
GOOD = "each node once, after its parents"
LATE, TWICE, MISSING = "a node before one of its parents", "a node twice", "not every node"
TOO_DEEP, TOO_OFTEN = "a function that called itself too often", "parents asked for again and again"
NO_LIST = {"too deep": TOO_DEEP, "too often": TOO_OFTEN, "no list": "no list"}
DEEPEST = 1000  # Python's recursion limit


def over(graphs: Mapping[str, Graph]) -> Graphs:
    """Graphs by their names."""
    return Graphs(dict(graphs))


def chain(count: int) -> Graph:
    """So many nodes, each the parent of the next."""
    return [(), *((place,) for place in range(count - 1))]


def doubling(count: int) -> Graph:
    """Each node is the next one's parent twice: 2 to the power of `count` ways from the root to the leaf."""
    return [(), *((place, place) for place in range(count))]


@dataclass(frozen=True)
class Graphs:
    """What is to be said of a function's lists for some graphs: of the first list that is not as it should be."""

    graphs: Mapping[str, Graph]

    def by(self, function: Callable[..., Any]) -> Callable[[Sequence[str]], str]:
        """Of the learner's lists."""
        asked = probes.beside(function, beside.order)

        @functools.wraps(function)
        def kind_of_list(tried: Sequence[str]) -> str:
            for name in tried:
                if (said := _said(asked, self.graphs[name])) != GOOD:
                    return f"{said} (in {name})"
            return GOOD

        return kind_of_list

    def good(self, tried: Sequence[str]) -> str:
        """Of lists that are as they should be."""
        return GOOD

    @property
    def at(self) -> list[tuple[tuple[str, ...]]]:
        """All of them, as one case."""
        return [(tuple(self.graphs),)]

    @property
    def slips(self) -> Mapping[str, Any]:
        known = {
            "In your list a node stands before one of its parents.": LATE,
            "A node stands in your list once for each way to it. Once is enough: it has one gradient.": TWICE,
            "Nodes are missing from your list: the root, or leaves, or a parent that was not the first.": MISSING,
        }
        if any(_depth(graph) > DEEPEST for graph in self.graphs.values()):
            known["recursion_too_deep"] = TOO_DEEP
        if any(_visits(graph) > beside.MOST * len(graph) for graph in self.graphs.values()):
            known["exponential_revisits"] = TOO_OFTEN
        return {name: self._in_any(said) for name, said in known.items()}

    def _in_any(self, said: str) -> list[Callable[[Sequence[str]], str]]:
        """Wrong models: a list of which this is to be said, in one of the graphs."""
        return [functools.partial(_in_one, said=said, place=place) for place in range(len(self.graphs))]


def _said(asked: Callable[..., Any], graph: Graph) -> str:
    """What is to be said of the list for one graph. Its nodes are made in an order that says nothing."""
    shuffled = points(len(graph)).argsort().tolist()
    number = {row: place for place, row in enumerate(shuffled)}
    found = asked([[number[parent] for parent in graph[row]] for row in shuffled], number[len(graph) - 1])
    if isinstance(found, str):
        return NO_LIST[found]
    if -1 in found:
        return "something that is no node of the graph"
    if len(set(found)) < len(found):
        return TWICE
    if len(found) < len(graph):
        return MISSING
    place = {shuffled[node]: number for number, node in enumerate(found)}
    return LATE if any(place[parent] > place[row] for row in place for parent in graph[row]) else GOOD


def _in_one(tried: Sequence[str], said: str, place: int) -> str:
    return f"{said} (in {tried[place]})"


def _depth(graph: Graph) -> int:
    """The nodes on the longest way from the root to a leaf."""
    found: list[int] = []
    for parents in graph:
        found.append(1 + max((found[parent] for parent in parents), default=0))
    return max(found)


def _visits(graph: Graph) -> int:
    """How many nodes a walk from the root meets that remembers nothing."""
    found: list[int] = []
    for parents in graph:
        found.append(1 + sum(found[parent] for parent in parents))
    return found[-1]
