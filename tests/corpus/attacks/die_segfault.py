# attack: A segmentation fault by ctypes inside a function that the tests call.
# wants: stop
# assignment: 04_mean_reduction
# expects: graded
# %% answers
import ctypes

def NAME(*args):
    ctypes.string_at(0)
