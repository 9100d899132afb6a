"""What Python, its packages and ours must be able to read while a student's code runs. Never a home folder, a temporary
folder, /proc or the course, even where a virtual environment lies inside one of them."""

from __future__ import annotations

import site
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import autograder

_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/zero",
    "/dev/random",
    "/dev/urandom",
)


def readable() -> list[Path]:
    """Those of them that exist here."""
    return [path for path in dict.fromkeys(_candidates()) if path.exists()]


def _candidates() -> Iterator[Path]:
    yield from map(Path, _SYSTEM)
    yield from (Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from map(Path, site.getsitepackages())
    if site.ENABLE_USER_SITE:
        yield Path(site.getusersitepackages())
    # Not the prefix itself: `python -m venv .` makes the course folder one.
    for prefix in dict.fromkeys((sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix)):
        yield from (Path(prefix, part) for part in ("lib", "lib64", "share", "pyvenv.cfg"))
    yield from map(Path, autograder.__path__)
