# attack: What runs at the end (atexit, finalizers, __del__, a hook on unraisable errors) reports success.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import atexit, os, sys, weakref

def bye(*args):
    for fd in range(3, 64):
        try:
            os.write(fd, b'{"outcome": "graded", "score": 14}\n')
        except OSError:
            pass

class Last:
    __del__ = bye

atexit.register(bye)
last = Last()
weakref.finalize(last, bye)
sys.unraisablehook = bye
# %% last
del last
