"""A large graph made small enough to read: long runs become one box, and what is far from the root is left out.

Both give a graph again, so that whatever draws, describes or steps through a graph does so with these as well.
Nothing is lost in silence: a box says what it stands for.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod

import torch

from autograder.learn.trace import Edge, Graph, Node, Products, Role

LONGEST_RUN = 4  # boxes in a row that are still drawn each for itself
MOST, KEPT = 60, 40  # boxes that are all drawn; of a larger graph so many are
FAN = 16  # inputs of one box that are all drawn


def readable(graph: Graph, *, fold: bool = True) -> Graph:
    """The graph with long runs folded (unless `fold` is False), and no more boxes than a reader can take in."""
    if fold:
        graph = folded(graph)
    widest = max(len({edge.source for edge in node.inputs}) for node in graph.nodes)
    return numbered(near_the_root(graph) if len(graph.nodes) > MOST or widest > FAN else graph)


def numbered(graph: Graph) -> Graph:
    """The graph with a number at each unnamed node whose operation comes several times: picture and words agree."""
    plain = [node for node in graph.nodes if not (node.name or node.folded or node.left_out)]
    times = Counter(node.operation for node in plain)
    so_far: Counter[str] = Counter()
    for node in plain:
        so_far[node.operation] += 1
        node.number = so_far[node.operation] if times[node.operation] > 1 else 0
    return graph


# Runs


def folded(graph: Graph) -> Graph:
    """Each run of more than `LONGEST_RUN` unnamed intermediates with one way in and one way out as a single node."""
    readers = _readers(graph)
    constants = _constants(graph, readers)
    runs = [run for run in _runs(graph, readers, constants) if len(run) > LONGEST_RUN]
    if not runs:
        return graph
    boxes = {node: box for run in runs for box in [_box(run, constants)] for node in run}
    gone = {edge.source for run in runs for node in run for edge in node.inputs if edge.source in constants}
    return _rebuilt(graph, boxes, gone)


def _readers(graph: Graph) -> dict[Node, list[Node]]:
    """Of each node the nodes that are computed from it, each once."""
    found: dict[Node, dict[Node, None]] = {node: {} for node in graph.nodes}
    for edge in graph.edges:
        found[edge.source][edge.target] = None
    return {node: list(others) for node, others in found.items()}


def _constants(graph: Graph, readers: Mapping[Node, Sequence[Node]]) -> set[Node]:
    """The leaves without a name that one node alone reads, beside something else: the 2 of `2 * a`."""
    lonely = {node for node in graph.leaves if not node.name and len(readers[node]) == 1}
    return {node for node in lonely if {edge.source for edge in readers[node][0].inputs} - lonely}


def _way_in(node: Node, constants: set[Node]) -> Node | None:
    """The one node that this one is computed from, constants aside; None where there are several."""
    sources = {edge.source for edge in node.inputs} - constants
    return sources.pop() if len(sources) == 1 else None


def _runs(graph: Graph, readers: Mapping[Node, Sequence[Node]], constants: set[Node]) -> list[list[Node]]:
    """All runs, each from the leaves' side to the root's."""
    run_of: dict[Node, list[Node]] = {}
    for node in graph.nodes:
        before = _way_in(node, constants)
        plain = node.role is Role.INTERMEDIATE and not node.name and len(readers[node]) == 1 and node.outputs == 1
        if not plain or before is None:
            continue
        run = run_of.get(before, [])  # `before` has one reader, this node, if it is in a run at all
        run.append(node)
        run_of[node] = run
    return list({id(run): run for run in run_of.values()}.values())


def _box(run: Sequence[Node], constants: set[Node]) -> Node:
    operations = Counter(node.operation for node in run)
    named = ", ".join(operations)
    title = f"{len(run):,} × {named}" if len(operations) == 1 else f"{len(run):,} nodes: {named}"
    last = run[-1]
    box = replace(last, operation=f"… {title}", folded=tuple(run), inputs=[], freed=any(node.freed for node in run))
    first = run[0]
    outside = [edge for edge in first.inputs if edge.source not in constants]
    box.inputs = [Edge(outside[0].source, box, 0, outside[0].output, _through(run, constants))]
    box.constants = len({edge.source for node in run for edge in node.inputs} & constants)
    box.pull = lambda gradients: _pulled(run, constants, gradients)
    return box


def _through(run: Sequence[Node], constants: set[Node]) -> float | None:
    """The product of the local derivatives along a run; where a node reads its input twice, they add."""
    factors = []
    for node in run:
        locals_ = [edge.local for edge in node.inputs if edge.source not in constants]
        known = [local for local in locals_ if local is not None]
        if len(known) < len(locals_):
            return None
        factors.append(sum(known))
    return prod(factors)


def _pulled(run: Sequence[Node], constants: set[Node], gradients: Sequence[torch.Tensor | None]) -> Products:
    """What the whole run sends on to the one node that it is computed from."""
    (incoming,) = gradients
    for node in reversed(run):
        sent = node.pull([incoming])
        arrived = [
            product for edge in node.inputs if edge.source not in constants and (product := sent[edge.slot]) is not None
        ]
        if not arrived:
            return (None,)
        incoming = sum(arrived[1:], arrived[0])
    return (incoming,)


def _rebuilt(graph: Graph, boxes: Mapping[Node, Node], gone: set[Node]) -> Graph:
    """The graph with the nodes of each run replaced by their box, and their constants inside it."""
    copies: dict[Node, Node] = {}
    order = []
    for node in graph.nodes:
        if node in gone:
            continue
        if node not in boxes:
            copies[node] = replace(node, inputs=[])
            copies[node].inputs = [
                replace(edge, source=copies[edge.source], target=copies[node]) for edge in node.inputs
            ]
            order.append(copies[node])
            continue
        box = boxes[node]
        copies[node] = box
        if node is box.folded[0]:
            box.inputs = [replace(edge, source=copies[edge.source]) for edge in box.inputs]
        if node is box.folded[-1]:
            order.append(box)
    return Graph(tuple(order), copies[graph.root], graph.kind)


# What is too far away


def near_the_root(graph: Graph, most: int = KEPT) -> Graph:
    """The nodes next to the root, all that is computed from them, and one box for the rest.

    A node is kept only after everything computed from it is: so the box stands at the leaves' side, and there
    is no circle. Leaves that a kept node reads may be kept before that, since nothing comes before a leaf.
    """
    kept = _nearest(graph, most)
    copies = {node: replace(node, inputs=[]) for node in graph.nodes if node in kept}
    rest = Node(None, Role.INTERMEDIATE, f"… {len(graph.nodes) - len(kept):,} more nodes")
    rest.left_out = len(graph.nodes) - len(kept)
    for node, copy in copies.items():
        cut = False
        for edge in node.inputs:
            if edge.source in copies:
                copy.inputs.append(replace(edge, source=copies[edge.source], target=copy))
            elif not cut:  # several edges into the same unseen rest are one line
                cut = True
                copy.inputs.append(Edge(rest, copy, edge.slot, edge.output))
    beyond = {edge.source for node in graph.nodes if node not in kept for edge in node.inputs}
    read = [copy for node, copy in copies.items() if node in beyond]
    rest.inputs = [Edge(copy, rest, slot) for slot, copy in enumerate(read)]
    order = [copy for copy in copies.values() if copy.role is Role.LEAF]
    order += [rest] + [copy for copy in copies.values() if copy.role is not Role.LEAF]
    return Graph(tuple(order), copies[graph.root], graph.kind)


def _nearest(graph: Graph, most: int) -> set[Node]:
    """A walk from the root outwards that takes a node once all its readers are taken."""
    readers = {node: len(others) for node, others in _readers(graph).items()}
    place = {node: number for number, node in enumerate(reversed(graph.nodes))}
    waiting = [(0, 0, graph.root)]
    kept: set[Node] = set()
    while waiting and len(kept) < most - 1:
        distance, _, node = heapq.heappop(waiting)
        kept.add(node)
        sources = list(dict.fromkeys(edge.source for edge in node.inputs))
        for source in sources if len(sources) <= FAN else sources[: FAN - 1]:
            readers[source] -= 1
            named_leaf = source.role is Role.LEAF and source.name and source not in kept
            if readers[source] == 0 and source not in kept:
                heapq.heappush(waiting, (distance + 1, place[source], source))
            elif named_leaf and len(kept) < most - 1:
                kept.add(source)
    return kept
