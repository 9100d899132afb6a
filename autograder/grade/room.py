"""The clean room: where a function is called whose text was read, for rules about how an answer may be found.

A second process of the student's, as confined as the first, in which nothing runs but the master's given cells and the
text that the rule was checked on. Whatever else the notebook does to its names happens elsewhere: what runs is what
was read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.grade.pupil import Answer, Gone, Pupil


class CleanRoom:
    """Opened when it is first needed. One for a notebook."""

    def __init__(self, start: Callable[[], Pupil], files: Mapping[str, bytes]) -> None:
        self._start = start
        self._files = files
        self._pupil: Pupil | None = None
        self._brought: set[str] = set()
        self.cpu = 0.0
        self.killed = False

    def ask(self, message: Mapping[str, Any], blobs: Sequence[bytes], *, after: Sequence[str], until: float) -> Answer:
        """The answer of a process that has run the cells `after`, each once. Raises as a pupil does."""
        try:
            pupil = self._pupil or self._open(until)
            for source in after:
                if source not in self._brought:
                    pupil.ask({"do": "cell", "source": source}, until=until)
                    self._brought.add(source)
            return pupil.ask(message, blobs, until=until)
        except Gone:
            self.close()
            raise

    def _open(self, until: float) -> Pupil:
        self._pupil = pupil = self._start()
        if self._files:
            pupil.ask({"do": "files", "names": list(self._files)}, list(self._files.values()), until=until)
        return pupil

    def close(self) -> None:
        if self._pupil is not None:
            self._pupil.close()
            self.killed |= self._pupil.killed
            self.cpu += self._pupil.cpu
        self._pupil = None
        self._brought.clear()
