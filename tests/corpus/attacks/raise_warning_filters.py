# attack: Warnings become errors, are sent by the million, and their display is replaced.
# wants: points
# assignment: 05_bce_neuron
# expects: graded
# %% first
import sys, warnings
warnings.simplefilter("error")
warnings.showwarning = lambda *args, **kw: sys.exit(0)
warnings.catch_warnings.__enter__ = lambda self: []
# %% answers
def NAME(*args):
    for number in range(200_000):
        warnings.warn_explicit(f"right {number}", UserWarning, "check", number)
    return 0
