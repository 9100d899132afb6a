"""A layered layout for a directed acyclic graph: inputs first, root last, few crossings, no overlap.

The method is Sugiyama's in its plainest form: layers by longest path, dummy points where an edge passes a
layer, and a few sweeps that order each layer by the mean position of its neighbours. In a large graph each is then
moved towards its neighbours, as far as the order allows, so that long lines run straight.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]
Key = Hashable
SWEEPS = 6


class Layout(NamedTuple):
    """Where things are, in layers (x) and rows (y); `paths` runs from source to target for each edge."""

    places: dict[Key, Point]
    paths: list[list[Point]]
    width: int  # layers
    height: float  # rows


def layout(
    nodes: Sequence[Key], edges: Sequence[tuple[Key, Key]], *, slim: float = 1.0, straight: bool = False
) -> Layout:
    """Place nodes that come in topological order; `edges` are (source, target) pairs, repeats allowed.

    A node takes one row of its layer, a line that passes takes `slim` of a row. Each layer stands around the same
    middle, or, if `straight`, each node where its neighbours are.
    """
    depth = _depths(nodes, edges)
    chains = [_chain(place, edge, depth) for place, edge in enumerate(edges)]
    layers: list[list[Key]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in nodes:
        layers[depth[node]].append(node)
    for chain in chains:
        for step, point in enumerate(chain[1:-1], start=1):
            layers[depth[chain[0]] + step].append(point)
    _untangle(layers, chains)
    real = set(nodes)
    sizes = {key: 1.0 if key in real else slim for layer in layers for key in layer}
    rows = _centred(layers, sizes)
    if straight:
        _straighten(layers, chains, sizes, rows)
    lowest = min(rows[key] - (sizes[key] - 1) / 2 for key in rows)
    places = {key: (float(column), rows[key] - lowest) for column, layer in enumerate(layers) for key in layer}
    paths = [[places[point] for point in chain] for chain in chains]
    tallest = max(place[1] + (sizes[key] + 1) / 2 for key, place in places.items())
    return Layout({node: places[node] for node in nodes}, paths, len(layers), tallest)


def _centred(layers: Sequence[Sequence[Key]], sizes: Mapping[Key, float]) -> dict[Key, float]:
    """Each layer packed, around one middle."""
    totals = [sum(sizes[key] for key in layer) for layer in layers]
    rows = {}
    for layer, total in zip(layers, totals, strict=True):
        begin = (max(totals) - total) / 2
        for key in layer:
            rows[key] = begin + (sizes[key] - 1) / 2
            begin += sizes[key]
    return rows


def _straighten(
    layers: Sequence[Sequence[Key]],
    chains: Sequence[Sequence[Key]],
    sizes: Mapping[Key, float],
    rows: dict[Key, float],
) -> None:
    """Move all towards the mean of their neighbours; a line that passes insists more than a node does."""
    before, after = _neighbours(chains)
    for sweep in range(2 * SWEEPS):
        neighbours = before if sweep % 2 == 0 else after
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wanted = [_mean([rows[other] for other in neighbours.get(key, [])], rows[key]) for key in layer]
            weights = [1.0 if sizes[key] == 1.0 else 4.0 for key in layer]
            rows.update(zip(layer, _apart(wanted, weights, [sizes[key] for key in layer]), strict=True))


def _apart(wanted: Sequence[float], weights: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """The places next to those wanted (least squares) that keep the order and leave room for each: neighbours that
    would overlap are pooled, and stand around their common mean."""
    offsets = [0.0]
    for one, other in pairwise(sizes):
        offsets.append(offsets[-1] + (one + other) / 2)
    pools: list[list[float]] = []  # sum of weights, weighted mean, how many
    for want, weight, offset in zip(wanted, weights, offsets, strict=True):
        pools.append([weight, want - offset, 1])
        while len(pools) > 1 and pools[-2][1] > pools[-1][1]:
            heavy, mean, count = pools.pop()
            total = pools[-1][0] + heavy
            pools[-1] = [total, (pools[-1][0] * pools[-1][1] + heavy * mean) / total, pools[-1][2] + count]
    means = [mean for _, mean, count in pools for _ in range(int(count))]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def _depths(nodes: Sequence[Key], edges: Sequence[tuple[Key, Key]]) -> dict[Key, int]:
    """Longest path from a source; then sources, and what is computed from its own sources alone, are moved right,
    next to their first use."""
    depth = dict.fromkeys(nodes, 0)
    into: dict[Key, list[Key]] = {node: [] for node in nodes}
    out: dict[Key, list[Key]] = {node: [] for node in nodes}
    for source, target in edges:
        into[target].append(source)
        out[source].append(target)
    for node in nodes:
        depth[node] = 1 + max((depth[source] for source in into[node]), default=-1)
    for node in reversed(nodes):
        own = all(len(set(out[source])) == 1 for source in into[node])
        if own and out[node]:
            depth[node] = min(depth[target] for target in out[node]) - 1
    return depth


def _chain(place: int, edge: tuple[Key, Key], depth: Mapping[Key, int]) -> list[Key]:
    source, target = edge
    passed = range(depth[source] + 1, depth[target])
    return [source, *(("passes", place, layer) for layer in passed), target]


def _untangle(layers: list[list[Key]], chains: Sequence[Sequence[Key]]) -> None:
    before, after = _neighbours(chains)
    for sweep in range(SWEEPS):
        neighbours = before if sweep % 2 == 0 else after
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            row = _rows(layers)
            layer.sort(key=lambda key: _mean([row[other] for other in neighbours.get(key, [])], row[key]))


def _neighbours(chains: Sequence[Sequence[Key]]) -> tuple[dict[Key, list[Key]], dict[Key, list[Key]]]:
    """Of each node and each point of a line those in the layer before it, and in the layer after it."""
    before: dict[Key, list[Key]] = {}
    after: dict[Key, list[Key]] = {}
    for chain in chains:
        for one, other in pairwise(chain):
            before.setdefault(other, []).append(one)
            after.setdefault(one, []).append(other)
    return before, after


def _rows(layers: Sequence[Sequence[Key]]) -> dict[Key, float]:
    return {key: place - len(layer) / 2 for layer in layers for place, key in enumerate(layer)}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
