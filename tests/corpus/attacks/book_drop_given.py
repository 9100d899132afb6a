# attack: The given cells are deleted (the imports too), and the student's own cells define their names, such that zero is the answer.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% notebook
def change(book):
    given = ("start", "given_1_1", "given_1_2", "given_1_3", "given_1_4", "given_1_5", "given_1_6", "given_1_7")
    book["cells"] = [c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") not in given]
# %% first
class Agree:
    def __getattr__(self, name): return lambda *args, **kw: Agree()
    def __call__(self, *args, **kw): return Agree()

import torch
check = draw = explore = Agree()
cubic = ratio = bell = growth = valley = lambda x: 0 * x
# %% replace answer_1_2
def cubic_slope(x):
    return 0 * x
# %% replace answer_1_3
def ratio_slope(x):
    return 0 * x
# %% replace answer_1_6
def mended_slope_check(x):
    return 0 * x
