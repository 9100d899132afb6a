"""Run a lesson from top to bottom and keep what it printed, in a form that is the same on every machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def execute(path: Path, *, timeout: int = 120) -> None:
    """Run the notebook in place. A cell that fails without the tag `raises-exception` stops it, and the
    file is left as it was."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,  # one output a stream, however the kernel sent it
        extra_arguments=["--IPKernelApp.log_level=40"],  # no warnings about the kernel's own transport
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except Exception:
        if hasattr(client, "_async_cleanup_kernel_future"):  # nbclient takes Ctrl-C for itself and ends the kernel
            raise KeyboardInterrupt from None
        raise
    nbformat.write(settle(notebook), path)


def settle(notebook: NotebookNode) -> NotebookNode:
    """Take out what differs from run to run: timings, widget models, versions, paths in tracebacks."""
    notebook.metadata = type(notebook)({"kernelspec": dict(KERNEL), "language_info": {"name": "python"}})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            for output in cell.outputs:
                _settle_output(output)
    return notebook


def _settle_output(output: Any) -> None:
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
        output.metadata = {}
    if output.output_type == "error":
        output.traceback = own_frames([_ANSI.sub("", frame) for frame in output.traceback])


def own_frames(traceback: list[str]) -> list[str]:
    """Of a traceback only what happened in the notebook: no paths of this machine, no frames of torch."""
    return [frame for frame in traceback if not frame.startswith("File ")]
