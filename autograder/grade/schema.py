"""nbgrader's tables as far as the grader reads and writes them, and two of our own in the same database.

nbgrader's own classes would do it too, but importing them takes two seconds and one submission costs them 40 ms; a
test holds these names and types against nbgrader's. Plain SQLAlchemy, for SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Float, Interval, MetaData, String, Table, Text, case, func

nbgrader = MetaData()

assignment = Table(
    "assignment",
    nbgrader,
    Column("id", String(32), primary_key=True),
    Column("name", String(128)),
    Column("duedate", DateTime()),
)
notebook = Table(
    "notebook",
    nbgrader,
    Column("id", String(32), primary_key=True),
    Column("name", String(128)),
    Column("assignment_id", String(32)),
    Column("kernelspec", String(1024)),
)
base_cell = Table(
    "base_cell",
    nbgrader,
    Column("id", String(32), primary_key=True),
    Column("name", String(128)),
    Column("notebook_id", String(32)),
    Column("type", String(50)),
)
grade_cells = Table("grade_cells", nbgrader, Column("id", String(32), primary_key=True), Column("max_score", Float()))
task_cells = Table("task_cells", nbgrader, Column("id", String(32), primary_key=True), Column("max_score", Float()))
source_cell = Table(
    "source_cell",
    nbgrader,
    Column("id", String(32), primary_key=True),
    Column("name", String(128)),
    Column("cell_type", String(8)),
    Column("locked", Boolean()),
    Column("source", Text()),
    Column("checksum", String(128)),
    Column("notebook_id", String(32)),
)
student = Table("student", nbgrader, Column("id", String(128), primary_key=True))
submitted_assignment = Table(
    "submitted_assignment",
    nbgrader,
    Column("id", String(32), primary_key=True),
    Column("assignment_id", String(32)),
    Column("student_id", String(128)),
    Column("timestamp", DateTime()),
    Column("extension", Interval()),
)
submitted_notebook = Table(
    "submitted_notebook",
    nbgrader,
    Column("id", String(32), primary_key=True),
    Column("assignment_id", String(32)),
    Column("notebook_id", String(32)),
    Column("flagged", Boolean()),
    Column("late_submission_penalty", Float()),
)
grade = Table(
    "grade",
    nbgrader,
    Column("id", String(32), primary_key=True),
    Column("notebook_id", String(32)),
    Column("cell_id", String(32)),
    Column("auto_score", Float()),
    Column("manual_score", Float()),
    Column("extra_credit", Float()),
    Column("needs_manual_grade", Boolean()),
)
comment = Table(
    "comment",
    nbgrader,
    Column("id", String(32), primary_key=True),
    Column("notebook_id", String(32)),
    Column("cell_id", String(32)),
    Column("auto_comment", Text()),
    Column("manual_comment", Text()),
)

# A person's mark goes before the machine's; extra credit only counts where there is one of them (nbgrader's rule).
POINTS = case(
    (
        grade.c.manual_score.is_not(None),
        grade.c.manual_score + func.coalesce(grade.c.extra_credit, 0.0),
    ),
    (
        grade.c.auto_score.is_not(None),
        grade.c.auto_score + func.coalesce(grade.c.extra_credit, 0.0),
    ),
    else_=0.0,
)
# Each grade of each submission, with whose and for what it is
GRADES = (
    submitted_assignment.join(assignment, assignment.c.id == submitted_assignment.c.assignment_id)
    .join(submitted_notebook, submitted_notebook.c.assignment_id == submitted_assignment.c.id)
    .join(grade, grade.c.notebook_id == submitted_notebook.c.id)
)
WHO = (submitted_assignment.c.student_id, assignment.c.name)

ours = MetaData()

graded = Table(
    "autograder_graded",
    ours,
    Column("student", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("notebook", String(128), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text(), nullable=False),
    Column("notes", Text(), nullable=False),  # JSON, as are the two below
    Column("verdicts", Text(), nullable=False),
    Column("spent", Text(), nullable=False),
    Column("forgeable", Boolean(), nullable=False),
    Column("seconds", Float(), nullable=False),
    Column("finished", DateTime(), nullable=False),  # UTC
)
pages = Table(
    "autograder_page",
    ours,
    Column("student", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("digest", String(64), nullable=False),  # of a person's marks and comments when the page was made
)
masters = Table(
    "autograder_master",
    ours,
    Column("assignment", String(128), primary_key=True),
    Column("digest", String(64), nullable=False),
)
