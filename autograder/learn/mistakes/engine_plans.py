"""How an engine carries its gradients from the root to the leaves: the right way, and every wrong one that we know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.learn.mistakes.engine_graphs import Graph

VISITS = 20_000  # of a plan that goes over a graph again and again
Order = Callable[[Graph], list[int]]
Links = Callable[[Graph, int], Iterable[tuple[int, float]]]


class TooLong(Exception):
    """The plan goes over the graph again and again: it can't have given these numbers."""


def parents_last(graph: Graph) -> list[int]:
    """Every node after all that was made from it: as it must be."""
    return sorted(_above(graph), reverse=True)


def _above(graph: Graph) -> set[int]:
    met, todo = {graph.root}, [graph.root]
    while todo:
        fresh = [parent for parent in graph.parents[todo.pop()] if parent not in met]
        met.update(fresh)
        todo += fresh
    return met


def _post_order(graph: Graph, turn: int = 1) -> list[int]:
    """Parents before the node itself; `turn` −1 looks at the last parent first."""
    found: list[int] = []
    met: set[int] = set()
    todo = [(graph.root, False)]
    while todo:
        node, done = todo.pop()
        if done:
            found.append(node)
        elif node not in met:
            met.add(node)
            todo.append((node, True))
            todo += [(parent, False) for parent in graph.parents[node][::-turn]]
    return found


def _reversed_post_order(turn: int) -> Order:
    return lambda graph: _post_order(graph, turn)[::-1]


def _as_created(graph: Graph) -> list[int]:
    return sorted(_above(graph))


def _level_by_level(turn: int) -> Order:
    def order(graph: Graph) -> list[int]:
        met, queue = {graph.root}, [graph.root]
        for node in queue:
            for parent in graph.parents[node][::turn]:
                if parent not in met:
                    met.add(parent)
                    queue.append(parent)
        return queue

    return order


def _depth_first(turn: int, late: bool) -> Order:
    """The node before its parents, one branch to its end and then the next; `late`: marked when it is taken up."""

    def order(graph: Graph) -> list[int]:
        found: list[int] = []
        met: set[int] = set() if late else {graph.root}
        todo = [graph.root]
        while todo:
            node = todo.pop()
            if late and node in met:
                continue
            met.add(node)
            found.append(node)
            for parent in graph.parents[node][::turn]:
                if parent not in met:
                    todo.append(parent)
                    if not late:
                        met.add(parent)
        return found

    return order


def all_links(graph: Graph, node: int) -> Iterable[tuple[int, float]]:
    return zip(graph.parents[node], graph.slopes[node], strict=True)


def _one_link(place: int) -> Links:
    def links(graph: Graph, node: int) -> Iterable[tuple[int, float]]:
        found = list(all_links(graph, node))
        return [found[min(place, len(found) - 1)]] if found else []

    return links


def _once_each(last: bool) -> Links:
    """A parent that comes twice is met once, with the slope of its last place or of its first."""

    def links(graph: Graph, node: int) -> Iterable[tuple[int, float]]:
        found = list(all_links(graph, node))
        return (dict(found) if last else dict(found[::-1])).items()

    return links


@dataclass(frozen=True)
class Plan:
    """One way to go backward. `seed` is the root's gradient; `starts`: which gradients begin at 0 in each
    pass ("intermediates", "nothing", "everything"); `adds_seed`: the seed is added to what the root had."""

    order: Order = parents_last
    links: Links = all_links
    adds: bool = True
    seed: float = 1.0
    starts: str = "intermediates"
    adds_seed: bool = False

    def run(self, graph: Graph, backwards: int) -> list[float]:
        grads = [0.0] * len(graph.values)
        order = self.order(graph)
        for _ in range(backwards):
            self.begin(graph, grads)
            for node in order:
                for parent, slope in self.links(graph, node):
                    grads[parent] = grads[parent] * self.adds + slope * grads[node]
        return grads

    def begin(self, graph: Graph, grads: list[float]) -> None:
        for node, parents in enumerate(graph.parents):
            if self.starts == "everything" or (self.starts == "intermediates" and parents):
                grads[node] = 0.0
        grads[graph.root] = grads[graph.root] * self.adds_seed + self.seed


@dataclass(frozen=True)
class Again(Plan):
    """Without a memory of where it was: each path hands on what its node has by then. `queue`: first in, first out."""

    queue: bool = False
    turn: int = 1

    def run(self, graph: Graph, backwards: int) -> list[float]:
        grads = [0.0] * len(graph.values)
        visits = 0
        for _ in range(backwards):
            self.begin(graph, grads)
            todo = [graph.root]
            while todo:
                node = todo.pop(0 if self.queue else -1)
                visits += 1
                if visits > VISITS:
                    raise TooLong
                for parent, slope in self.links(graph, node):
                    grads[parent] = grads[parent] * self.adds + slope * grads[node]
                todo += graph.parents[node][:: self.turn]
        return grads


@dataclass(frozen=True)
class Recursive(Plan):
    """Each parent is gone into as soon as it has its part, and before the next one has. `carried`: the number goes
    along as an argument, and a node keeps it, added to or not. `marks`: a node that was met is not gone into again."""

    carried: bool = False
    marks: bool = False

    def run(self, graph: Graph, backwards: int) -> list[float]:
        grads = [0.0] * len(graph.values)
        left = VISITS
        for _ in range(backwards):
            self.begin(graph, grads)
            met = {graph.root}
            todo = [(graph.root, *link, grads[graph.root]) for link in self._turned(graph, graph.root)]
            while todo:
                node, parent, slope, incoming = todo.pop()
                left -= 1
                if left < 0:
                    raise TooLong
                handed = slope * (incoming if self.carried else grads[node])
                grads[parent] = grads[parent] * self.adds + handed
                if not (self.marks and parent in met):
                    met.add(parent)
                    todo += [(parent, *link, handed) for link in self._turned(graph, parent)]
        return grads

    def _turned(self, graph: Graph, node: int) -> list[tuple[int, float]]:
        return list(self.links(graph, node))[::-1]


STALE = (
    {"starts": "nothing"},
    {"starts": "nothing", "adds_seed": True},
)
ORDERS = (
    _as_created,
    *(
        make(turn)
        for make in (_level_by_level, lambda t: _depth_first(t, False), lambda t: _depth_first(t, True))
        for turn in (1, -1)
    ),
)


def plans(backwards: int) -> Iterator[tuple[str, Plan]]:
    """Every wrong plan, by the mistake's name."""
    starts: tuple[dict[str, Any], ...] = ({}, *STALE) if backwards > 1 else ({},)
    for start in starts:
        for order in (parents_last, _reversed_post_order(1), _reversed_post_order(-1)):
            yield "overwritten_not_added", Plan(order, adds=False, **start)
        yield "overwritten_not_added", Recursive(adds=False, carried=True, **start)
        yield "overwritten_not_added", Recursive(adds=False, **start)
        for order in ORDERS:
            yield "children_before_parents", Plan(order, **start)
        for queue, turn in ((True, 1), (True, -1), (False, 1), (False, -1)):
            yield "children_before_parents", Again(queue=queue, turn=turn, **start)
        for marks in (False, True):
            yield "children_before_parents", Recursive(marks=marks, **start)
        for place in (0, 1):
            yield "only_first_parent", Plan(links=_one_link(place), **start)
        for last in (True, False):
            yield "repeated_parent_once", Plan(links=_once_each(last), **start)
    yield "seeded_with_zero", Plan(seed=0.0)
    if backwards > 1:
        for start in STALE:
            yield "stale_gradients", Plan(**start)
            yield "stale_gradients", Recursive(carried=True, **start)
        yield "leaves_reset", Plan(starts="everything")
