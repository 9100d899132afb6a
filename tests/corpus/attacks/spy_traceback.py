# attack: The answer raises, and an exception class that inspects its own traceback changes the locals of the test.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import ctypes, sys

class Climber(Exception):
    def __init__(self):
        frame = sys._getframe(1)
        while frame:
            for name in ("mismatch", "first", "found", "wrong"):
                if name in frame.f_locals:
                    frame.f_locals[name] = None
                    ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
            frame = frame.f_back

    def __str__(self):
        self.__init__()
        return ""
# %% replace answer_1_2
def cubic_slope(x):
    Climber()
    return x
# %% replace answer_1_3
def ratio_slope(x):
    raise Climber
