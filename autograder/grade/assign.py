"""nbgrader's GenerateAssignment for one assignment. Imports nbgrader, which takes two seconds."""

from __future__ import annotations

import logging
from pathlib import Path

from nbgrader.api import Gradebook, get_alembic_version
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from autograder.course import Course, CourseError, configuration
from autograder.grade import trouble
from autograder.grade.stock import quiet


def generate(course: Course, assignment: str, target: Path, db_url: str) -> None:
    """The release of one assignment into `target`, its cells into the gradebook."""
    config = configuration(course)
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.release_directory = str(target)
    config.CourseDirectory.db_url = db_url
    log = quiet()
    logging.getLogger("tornado.application").addFilter(_nothing)  # nbgrader logs a traceback there, then raises
    try:
        _stamp(db_url, config.CourseDirectory.get("course_id", ""))
        _Generate(coursedir=CourseDirectory(config=config), config=config, log=log).start()
    except Exception as error:
        raise _in_words(assignment, db_url, error) from error
    finally:
        logging.getLogger("tornado.application").removeFilter(_nothing)


def _nothing(record: logging.LogRecord) -> bool:
    return False


def _stamp(db_url: str, course_id: str) -> None:
    """Make the tables; nbgrader leaves them without a version when it is killed in between."""
    with Gradebook(db_url, course_id) as book:
        if not inspect(book.engine).has_table("alembic_version"):
            book.db.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        if book.db.execute(text("SELECT version_num FROM alembic_version")).first() is None:
            statement = text("INSERT INTO alembic_version (version_num) VALUES (:version)")
            book.db.execute(statement, {"version": get_alembic_version()})
        book.db.commit()


def _in_words(assignment: str, db_url: str, error: Exception) -> CourseError:
    if "submissions associated" in str(error):
        return CourseError(
            f"{assignment}: cells were added or removed since submissions of it were graded, and nbgrader keeps "
            "the old ones. Move gradebook.db away and grade again (marks given by hand go with it)."
        )
    cause: BaseException | None = error
    while cause is not None:  # nbgrader wraps what the database says
        if isinstance(cause, DBAPIError):
            return CourseError(trouble.words(db_url, str(cause.orig)))
        cause = cause.__cause__ or cause.__context__
    return CourseError(f"{assignment}: nbgrader can't make the assignment: {error}")


class _Generate(GenerateAssignment):  # type: ignore[misc]
    """Errors as they are (the stock converter logs and swallows them), and always over what is there."""

    def convert_notebooks(self) -> None:
        for paths in self.assignments.values():
            self.notebooks = sorted(paths)
            self.init_assignment(self.coursedir.assignment_id, ".")
            for path in self.notebooks:
                self.convert_single_notebook(path)
            self.set_permissions(self.coursedir.assignment_id, ".")
