# attack: Functions print so much while they are tested that the output is cut, and the error after it with the output.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% answers
def NAME(*args):
    print("x" * 99_000)
    return 0.0
