"""A layered layout for a directed acyclic graph: inputs left, root right, few crossings, no overlap.

The method is Sugiyama's in its plainest form: layers by longest path, dummy points where an edge passes a
layer, and a few sweeps that order each layer by the mean position of its neighbours.
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


def layout(nodes: Sequence[Key], edges: Sequence[tuple[Key, Key]]) -> Layout:
    """Place nodes that come in topological order; `edges` are (source, target) pairs, repeats allowed."""
    depth = _depths(nodes, edges)
    chains = [_chain(place, edge, depth) for place, edge in enumerate(edges)]
    layers: list[list[Key]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in nodes:
        layers[depth[node]].append(node)
    for chain in chains:
        for step, point in enumerate(chain[1:-1], start=1):
            layers[depth[chain[0]] + step].append(point)
    _untangle(layers, chains)
    tallest = max(map(len, layers))
    places = {
        key: (float(column), row + (tallest - len(layer)) / 2)
        for column, layer in enumerate(layers)
        for row, key in enumerate(layer)
    }
    paths = [[places[point] for point in chain] for chain in chains]
    return Layout({node: places[node] for node in nodes}, paths, len(layers), float(tallest))


def _depths(nodes: Sequence[Key], edges: Sequence[tuple[Key, Key]]) -> dict[Key, int]:
    """Longest path from a source; then sources are moved right, next to their first use."""
    depth = dict.fromkeys(nodes, 0)
    into: dict[Key, list[Key]] = {node: [] for node in nodes}
    out: dict[Key, list[Key]] = {node: [] for node in nodes}
    for source, target in edges:
        into[target].append(source)
        out[source].append(target)
    for node in nodes:
        depth[node] = 1 + max((depth[source] for source in into[node]), default=-1)
    for node in nodes:
        if not into[node] and out[node]:
            depth[node] = min(depth[target] for target in out[node]) - 1
    return depth


def _chain(place: int, edge: tuple[Key, Key], depth: Mapping[Key, int]) -> list[Key]:
    source, target = edge
    passed = range(depth[source] + 1, depth[target])
    return [source, *(("passes", place, layer) for layer in passed), target]


def _untangle(layers: list[list[Key]], chains: Sequence[Sequence[Key]]) -> None:
    before: dict[Key, list[Key]] = {}
    after: dict[Key, list[Key]] = {}
    for chain in chains:
        for one, other in pairwise(chain):
            before.setdefault(other, []).append(one)
            after.setdefault(one, []).append(other)
    for sweep in range(SWEEPS):
        neighbours = before if sweep % 2 == 0 else after
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            row = _rows(layers)
            layer.sort(key=lambda key: _mean([row[other] for other in neighbours.get(key, [])], row[key]))


def _rows(layers: Sequence[Sequence[Key]]) -> dict[Key, float]:
    return {key: place - len(layer) / 2 for layer in layers for place, key in enumerate(layer)}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
