"""Students' feedback pages: offline, without a script, sanitised; the same from our command and from nbgrader's.

write.py     for submissions that were graded or refused: what to read, where to put the page
grades.py      the gradebook's marks and comments, in bulk
render.py      notebook + marks -> page (page.html.j2, refused.html.j2, page.css)
outputs.py       a cell's outputs      ─┐
markup.py        Markdown, code, LaTeX  ├─ each through sanitise.py and text.py
hidden.py        what is never shown   ─┘
exporter.py  the same page for `nbgrader generate_feedback` and the formgrader
"""

from autograder.grade.feedback.write import make, make_all, page, refuse

__all__ = ["make", "make_all", "page", "refuse"]
