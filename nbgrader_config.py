"""nbgrader's settings for this course: read by our own commands, by `nbgrader …` and by the formgrader alike."""

from pathlib import Path

from nbgrader import preprocessors as stock

from autograder.grade import preprocess as ours

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (traitlets puts it there)
root = Path(__file__).resolve().parent

c.CourseDirectory.course_id = "autodiff"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
# The exchange is a folder of the course, so that fetching and submitting work on one laptop without any set-up.
c.Exchange.root = str(root / "exchange")

# What a student finds in place of a solution. A check recognises this very error as "not attempted".
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "*Your answer here.*"

# The order matters: hidden tests go into the gradebook (SaveCells) before they are cut out, and the checksum is
# that of what the student gets. Left out: IncludeHeaderFooter and InstantiateTests, which nothing here uses.
c.GenerateAssignment.preprocessors = [
    stock.LockCells,
    stock.ClearSolutions,
    stock.ClearOutput,
    stock.CheckCellMetadata,
    stock.ComputeChecksums,
    stock.SaveCells,
    stock.ClearHiddenTests,
    stock.ClearMarkScheme,
    stock.ComputeChecksums,
    stock.CheckCellMetadata,
]

# A submission is first brought back into a shape that can be trusted, then run and scored. nbconvert's
# ClearMetadataPreprocessor, which nbgrader has between Execute and SaveAutoGrades, is left out: somebody's
# user-wide `enabled = True` would take the grade ids away and turn every score into None.
c.Autograde.sanitize_preprocessors = [
    stock.ClearOutput,
    ours.DeduplicateIds,
    stock.OverwriteKernelspec,
    stock.OverwriteCells,
    stock.CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    ours.Execute,
    stock.IgnorePattern,
    stock.LimitOutput,
    ours.SaveAutoGrades,
    stock.AssignLatePenalties,
    stock.CheckCellMetadata,
]
c.ClearMetadataPreprocessor.enabled = False

# A test cell that was deleted is not put back: its exercise scores 0, and the cell is named to the instructor.
c.OverwriteCells.add_missing_cells = False

# Seconds. An endless loop costs `timeout` for each cell that runs into it and `notebook_timeout` at most.
c.Execute.timeout = 30
c.Execute.notebook_timeout = 150
c.Execute.shutdown_kernel = "immediate"  # saves a second a notebook: nothing in a kernel is worth a farewell

c.LimitOutput.max_lines = 1000
c.LimitOutput.max_traceback = 100

# Feedback shows the student's code and the verdicts, never the source of a hidden test.
c.GenerateFeedback.preprocessors = [
    stock.GetGrades,
    ours.HideTests,
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
