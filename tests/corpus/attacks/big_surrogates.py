# attack: Strings that are no text: lone surrogates, NULs, direction marks, as answers, keys, output and messages.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
def predicted_scalars():
    return {"value_at_two": "\ud800", "\udfff": "\0", "y_is_leaf": "\u202e" + "\x1b[2J"}
# %% replace answer_1_2
def cubic_slope(x):
    print("\ud800\0\u202e\x1b]0;owned\x07\r\b")
    raise ValueError("\udcff\0")
# %% replace answer_1_3
def ratio_slope(x):
    return "\ud800"
# %% last
import sys
sys.stdout.write("\ud800\0\x1b[2J")
sys.stderr.write("\udfff")
"\ud800"
# %% last
raise type("\udcfe", (Exception,), {})("\ud800\0")
