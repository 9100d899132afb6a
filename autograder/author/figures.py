"""Figures of a measurement, printed as `name: figure`, in their order."""

from __future__ import annotations

from collections.abc import Mapping

Figures = Mapping[str, object]


def show(figures: Figures) -> str:
    return "\n".join(f"{name}: {figure}".rstrip() for name, figure in figures.items())
