"""`autograder report`: one page about a class, with the same figures as CSV and JSON beside it.

making.py      the way through, and the files
read.py          gradebook, ledger, masters -> facts.py: plain rows, nothing counted yet
masters.py         titles, minutes and order of the exercises, from source/
names.py         the same rows under pseudonyms, with no word that could give a name away
gather.py        rows -> figures.py: everything counted, nothing worded. Pure
ideas.py           what to teach again, and the mistakes that were named
attention.py       submissions that need a person, and why
arithmetic.py      medians, quartiles, discrimination: with their sources
page.py          figures -> HTML (page.html.j2, page.css, page.js)
plots.py           the pictures: SVG, with a sentence made from the same data
words.py           counts, shares and names as people read them
tables.py        figures -> CSV and JSON
summary.py       figures -> what the command says

Names are replaced before anything is counted or worded, so whatever stands behind `names.py` can't give one away.
"""

from autograder.grade.report.making import FILES, Written, write

__all__ = ["FILES", "Written", "write"]
