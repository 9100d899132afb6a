# attack: The process ends itself with success, by os._exit, in the middle of a test.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% replace answer_2_2
import os

def log_square_gradient(x):
    os._exit(0)
