"""The corpus of attacks, put to the grader: does any gain a point, harm anything, or stop the batch?

    autograder attack                    every attack, with honest submissions graded beside them
    autograder attack spy_frames wire_*  only these
    autograder attack --write            after a clean run, write the table of docs/security.md

An attack is a file `tests/corpus/attacks/FAMILY_NAME.py`; what is in one stands in `read.py`. First the
bases (the same submissions without the attack) and the honest submissions are graded alone, together with a
canary that knocks on the sandbox's walls. Only if those hold are the attacks let loose.

    read ── build (a course, submissions) ── run (alone, then all together) ── show
                 guard (what must not change, and who changed it) ┘
"""

from autograder.author.attacks.command import main

__all__ = ["main"]
