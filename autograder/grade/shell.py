"""Runs a notebook's cells through IPython's own shell and keeps what JupyterLab would show, as nbformat outputs.

There is no kernel and no ZeroMQ: a shell is made once in the warm parent, and each forked child has a copy of it.
What a cell prints is capped while it is produced. Tracebacks are IPython's plain ones: the coloured ones with
their context cost twenty milliseconds each.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

LARGEST = 4_000_000  # characters of all outputs of a notebook together
LONGEST = 400_000  # characters of one output
MANY = 2_000  # outputs of one cell
Output = dict[str, Any]


class Sink:
    """Where outputs go. Text to one stream is joined; what is over the limit is dropped, and says so once. Never a
    cell's first error: it is what the cell ended in, and for a test it is the verdict."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self.left = LARGEST
        self._cut = False

    def fresh(self) -> None:
        """For the next cell; the limit for the whole notebook goes on."""
        self.outputs, self._cut = [], False

    def add(self, output: Output, size: int) -> None:
        if _is_error(output) and not any(map(_is_error, self.outputs)):
            room = min(self.left, LONGEST) if not self._cut else 0
            self.outputs.append(output if size <= room else failure(output["ename"][:200], output["evalue"][:4000]))
            self.left -= min(size, room)
            return
        if self._cut:
            return
        if size > min(self.left, LONGEST) or len(self.outputs) >= MANY:
            self._cut = True
            self.outputs.append(cut())
            return
        self.left -= size
        self.outputs.append(output)

    def write(self, name: str, text: str) -> None:
        if self._cut or not text:
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") != name:
            self.add(_stream(name, text[:LONGEST]), min(len(text), LONGEST))
        else:
            room = max(0, min(self.left, LONGEST - len(last["text"])))
            last["text"] += text[:room]
            self.left -= min(len(text), room)
            if len(text) > room:
                self.add({}, LARGEST + 1)


class _Stream(io.TextIOBase):
    def __init__(self, sink: Sink, name: str) -> None:
        self._sink = sink
        self.name = name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._sink.write(self.name, str.__str__(text))
        return len(text)

    def writable(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"


class _Publisher(DisplayPublisher):  # type: ignore[misc]
    sink: Sink

    def publish(self, data: Any, metadata: Any = None, **options: Any) -> None:
        self.sink.add(*_shown("display_data", data, metadata))

    def clear_output(self, wait: bool = False) -> None:
        self.sink.outputs.clear()


class _Hook(DisplayHook):  # type: ignore[misc]
    sink: Sink

    def write_output_prompt(self) -> None:
        """No prompt: the output has a count."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        output, size = _shown("execute_result", format_dict, md_dict)
        self.sink.add({**output, "execution_count": self.shell.execution_count}, size)

    def finish_displayhook(self) -> None:
        """Nothing to write after a value."""


class Shell(InteractiveShell):  # type: ignore[misc]
    """IPython's shell, with its displays going to a `Sink`."""

    sink: Sink
    kernel: Any = None  # `check` and `draw` show rich output where the shell has this attribute
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def init_displayhook(self) -> None:
        super().init_displayhook()
        self.displayhook.sink = self.display_pub.sink = self.sink

    def init_display_pub(self) -> None:
        super().init_display_pub()
        self.sink = Sink()
        self.display_pub.sink = self.sink

    def init_virtualenv(self) -> None:
        """The interpreter is the course's own; nothing to add to its path."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        name = getattr(etype, "__name__", "Error")
        lines = [str(line)[: LONGEST // 8] for line in stb][:200]
        output = {"output_type": "error", "ename": str(name), "evalue": _words(evalue), "traceback": lines}
        self.sink.add(output, sum(map(len, lines)))

    def enable_gui(self, gui: Any = None) -> None:
        """There is no screen."""


def make() -> Shell:
    """The one shell of this process, warmed up: its slow first uses are behind it."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    config = Config()
    config.HistoryManager.enabled = False  # no database, and no thread that saves to it
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Plain"
    config.InteractiveShell.autoawait = True
    shell: Shell = Shell.instance(config=config)
    _warm(shell)
    return shell


def _warm(shell: Any) -> None:
    for source in (
        "1 + 1",
        "print(1)",
        "def f(x):\n    return 1 / x\nf(0)",
        "import torch\ntorch.tensor([1.0], requires_grad=True)",
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2])\nplt.show()",
        "(",
        "from IPython.display import display, HTML\ndisplay(HTML('<b>1</b>'))",
    ):
        run(shell, source)
    plt = sys.modules["matplotlib.pyplot"]
    plt.close("all")
    shell.reset(new_session=True)
    shell.history_manager.reset()
    shell.execution_count = 1
    shell.sink.left = LARGEST
    shell.sink.fresh()


def begin(seed: bytes) -> None:
    """In a forked child: random numbers of its own, and nothing of the parent's streams."""
    import numpy as np
    import torch

    number = int.from_bytes(seed[:4], "little")
    random.seed(seed)
    np.random.seed(number)
    torch.default_generator.manual_seed(number)  # torch.manual_seed asks for every device there could be: 6 ms a child


def run(shell: Any, source: str) -> list[Output]:
    """One cell, with all that it shows. An exception is an output, also SystemExit; KeyboardInterrupt as well."""
    shell.sink.fresh()
    with redirected(shell.sink):
        try:
            shell.run_cell(source, store_history=True)
        except BaseException as error:  # what an extension or a broken transformer lets through
            shell.sink.add(failure(type(error).__name__, _words(error)), 1000)
    found: list[Output] = shell.sink.outputs
    return found


def failure(name: str, words: str) -> Output:
    return {"output_type": "error", "ename": name, "evalue": words, "traceback": [f"{name}: {words}"]}


def _is_error(output: Output) -> bool:
    return output.get("output_type") == "error"


def cut() -> Output:
    return _stream("stdout", "\n(The output was cut here: it is too long.)\n")


@contextlib.contextmanager
def redirected(sink: Sink) -> Iterator[None]:
    kept = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = _Stream(sink, "stdout"), _Stream(sink, "stderr"), io.StringIO()
    try:
        yield
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept


@contextlib.contextmanager
def overheard(tell: Callable[[str], None]) -> Iterator[None]:
    """What is printed while this is open goes to `tell`, both streams as one."""
    sink = Sink()
    try:
        with redirected(sink):
            yield
    finally:
        tell("".join(output["text"] for output in sink.outputs if output["output_type"] == "stream"))


def _shown(kind: str, data: Any, metadata: Any) -> tuple[Output, int]:
    """A mime bundle as JSON can hold it, and its size. What is no text or JSON is left out."""
    kept: dict[str, Any] = {}
    size = 0
    for mime, value in dict(data or {}).items():
        if isinstance(value, bytes):
            import base64

            value = base64.b64encode(value).decode()
        if not isinstance(value, (str, dict, list, int, float)):
            value = str(value)
        kept[str(mime)] = value
        size += len(value) if isinstance(value, str) else len(repr(value))
    notes = metadata if isinstance(metadata, dict) else {}
    return {"output_type": kind, "data": kept, "metadata": {str(key): notes[key] for key in notes}}, size


def _stream(name: str, text: str) -> Output:
    return {"output_type": "stream", "name": name, "text": text}


def _words(error: Any) -> str:
    try:
        return str(error)[:4000]
    except BaseException:
        return "(its message could not be read)"
