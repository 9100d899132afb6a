# attack: Loops that never come back to the interpreter: a sum over a range, a regular expression, a product of matrices.
# wants: stop
# assignment: 03_multivariable
# expects: graded
# %% replace answer_3_2
def partials_by_hand(x, r):
    return sum(range(10**12))
# %% last
import re
re.match(r"(a+)+$", "a" * 60 + "b")
# %% answers
import torch

def NAME(*args):
    big = torch.ones(6000, 6000)
    while True:
        big = big @ big
