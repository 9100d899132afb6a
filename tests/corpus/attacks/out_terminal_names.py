# attack: Errors whose names are escape sequences and line breaks, for the terminal on which the grader's notes appear.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% first
raise type("\x1b[2J\x1b]0;owned\x07\r\nall.submissions  01  10 of 10\n", (Exception,), {})
# %% first
raise type("\u202e\ud7ff\x9b31mred\u2028", (Exception,), {})("Not run")
# %% last
class Odd(type(Exception)):
    @property
    def __name__(cls):
        return "\ud800\0=1+1"

class Error(Exception, metaclass=Odd):
    pass

raise Error("\ud800")
