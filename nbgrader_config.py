"""nbgrader's settings for this course: read by our own commands, by `nbgrader …` and by the formgrader alike."""

from pathlib import Path

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
# Fetched assignments are as deep in the course as release/, so that their links to the lessons hold.
c.Exchange.assignment_dir = str(root / "assignments")

# What a student finds in place of a solution. A check recognises this very error as "not attempted".
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "*Your answer here.*"

# Steps are named by strings: whoever reads this file need not import nbgrader, which takes two seconds.
# The order matters: hidden tests go into the gradebook (SaveCells) before they are cut out, and the checksum is
# that of what the student gets. Left out: IncludeHeaderFooter and InstantiateTests, which nothing here uses.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# A submission is first brought back into a shape that can be trusted, then run and scored. nbconvert's
# ClearMetadataPreprocessor, which nbgrader has between Execute and SaveAutoGrades, is left out: somebody's
# user-wide `enabled = True` would take the grade ids away and turn every score into None.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "autograder.grade.preprocess.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.grade.preprocess.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.grade.preprocess.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.ClearMetadataPreprocessor.enabled = False

# A file that is no notebook is refused in words, and has 0 points, as in `autograder grade`.
c.Autograde.exporter_class = "autograder.grade.preprocess.Submission"

# A test cell that was deleted is not put back: its exercise scores 0, and the cell is named to the instructor.
c.OverwriteCells.add_missing_cells = False

# Seconds. An endless loop costs `timeout` for each cell that runs into it and `notebook_timeout` at most.
c.Execute.timeout = 30
c.Execute.notebook_timeout = 150
c.Execute.tests = "trusted"  # in the grader's process; "in_kernel" for courses whose tests look into the kernel
c.Execute.memory = 1024  # MB for a student's process
c.Execute.scratch = 64  # MB of files that it may write

c.LimitOutput.max_lines = 1000
c.LimitOutput.max_traceback = 100

# Our own page: offline, sanitised, the verdicts' words and never the source of a hidden test. A string, so that
# nothing is imported for it until pages are made.
c.GenerateFeedback.exporter_class = "autograder.grade.feedback.exporter.FeedbackExporter"
c.GenerateFeedback.preprocessors = []
