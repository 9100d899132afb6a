# attack: An endless loop in a cell, and in every function.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
while True:
    pass
# %% answers
def NAME(*args):
    while True:
        pass
