"""Steps in nbgrader's own pipeline, where the stock ones lose a submission or a point.

`nbgrader_config.py` puts them in, so that `nbgrader autograde` and the formgrader's button do as our command does.
"""

from __future__ import annotations

import subprocess
import time
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import preprocessors as stock
from nbgrader import utils
from nbgrader.api import Gradebook
from traitlets import Integer

TIMEOUT, STOPPED, DIED = "CellTimeoutError", "NotebookTimeoutError", "DeadKernelError"
Made = tuple[NotebookNode, Any]


class DeduplicateIds(stock.DeduplicateIds):  # type: ignore[misc]
    """Of cells with one grade id the last one counts. The others become ordinary cells.

    The stock step leaves them an empty `nbgrader` entry, which the next step takes for an outdated notebook, and
    that stops the whole batch.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Made:
        nb, resources = super().preprocess(nb, resources)
        for cell in nb.cells:
            if cell.metadata.get("nbgrader") == {}:
                del cell.metadata["nbgrader"]
        return nb, resources


class Execute(stock.Execute):  # type: ignore[misc]
    """Runs the cells; what stops one of them is written where its output would be, and the rest gets its score.

    The stock step gives up the whole notebook when the kernel dies or can't be interrupted.
    """

    notebook_timeout = Integer(120, help="Seconds for all cells of a notebook together").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any, km: Any = None) -> Made:
        self._until = time.monotonic() + self.notebook_timeout
        self._stopped = ("", "")
        made: Made = super().preprocess(nb, resources, km)
        return made

    def start_new_kernel(self, **options: Any) -> Any:
        """What a cell prints is in its outputs; what the process itself says is not for the instructor's terminal."""
        return super().start_new_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> Made:
        if cell.cell_type != "code":
            return cell, resources
        cell.metadata.pop("tags", None)  # `skip-execution` would leave a test without output: full marks
        if not self._stopped[0] and time.monotonic() > self._until:
            self._stopped = (STOPPED, f"Not run: the notebook took more than {self.notebook_timeout} s.")
        if self._stopped[0]:
            return _fail(cell, *self._stopped), resources
        try:
            made: Made = super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            self._stopped = (DIED, "Not run: an earlier cell ended the Python process.")
            return _fail(cell, DIED, "This cell ended the Python process."), resources
        except CellTimeoutError:  # interrupted, and it goes on all the same
            self._stopped = (STOPPED, "Not run: an earlier cell could not be stopped.")
            return _fail(cell, TIMEOUT, "This cell could not be stopped."), resources
        return made


def _fail(cell: NotebookNode, name: str, words: str) -> NotebookNode:
    cell.outputs = [new_output("error", ename=name, evalue=words, traceback=[f"{name}: {words}"])]
    return cell


class SaveAutoGrades(stock.SaveAutoGrades):  # type: ignore[misc]
    """Writes the scores; a graded cell that isn't in the notebook gets 0.

    The stock step only looks at cells that are there: delete a failing test cell, and a regrade keeps the old score.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Made:
        nb, resources = super().preprocess(nb, resources)
        present = {cell.metadata.nbgrader["grade_id"] for cell in nb.cells if utils.is_grade(cell)}
        with Gradebook(self.db_url) as gradebook:
            found = gradebook.find_submission_notebook(self.notebook_id, self.assignment_id, self.student_id)
            for grade in found.grades:
                if grade.name not in present and grade.cell.type == "GradeCell":
                    grade.auto_score = 0.0
                    grade.needs_manual_grade = grade.manual_score is not None
            gradebook.db.commit()
        return nb, resources


class HideTests(stock.ClearHiddenTests):  # type: ignore[misc]
    """For feedback: graded cells lose their hidden tests, and whatever quotes a line of them.

    That is the traceback of an error (a check's own has none but its verdict, and keeps it), and stderr, where a
    warning shows the line that it fell in.
    """

    def preprocess_cell(self, cell: NotebookNode, resources: Any, cell_index: int) -> Made:
        made: Made = super().preprocess_cell(cell, resources, cell_index)
        if utils.is_grade(cell) and cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
            for output in cell.outputs:
                if output.output_type == "error" and output.ename != "CheckFailed":
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return made
