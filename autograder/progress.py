"""How far a run is: a bar on a terminal, a line for each thing done in a log, nothing where quiet is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

BAR = "{desc}: {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}{postfix}]"
WIDE = 40  # characters of what was done last

Step = Callable[[str], None]
_quiet = ContextVar("quiet", default=False)


@contextmanager
def quietly(quiet: bool) -> Iterator[None]:
    """While this is open, and `quiet` is true, nothing of the progress shows."""
    kept = _quiet.set(quiet)
    try:
        yield
    finally:
        _quiet.reset(kept)


@contextmanager
def progress(title: str, total: int) -> Iterator[Step]:
    """Gives a function to call with a few words when one of `total` is done."""
    if _quiet.get() or sys.stderr is None:  # `2>&-`
        yield lambda words: None
    elif sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(total=total, desc=title, bar_format=BAR, dynamic_ncols=True) as bar:

            def step(words: str) -> None:
                bar.set_postfix_str(words if len(words) <= WIDE else f"{words[: WIDE - 1]}…", refresh=False)
                bar.update()

            yield step
    else:
        done = 0

        def say(words: str) -> None:
            nonlocal done
            done += 1
            print(f"{title} {done}/{total}: {words}", file=sys.stderr, flush=True)

        yield say
