# attack: Half a frame, and then a byte each second for ever.
# wants: stop
# assignment: 04_mean_reduction
# expects: graded
# %% answers
import os, struct, time

def NAME(*args):
    for fd in range(3, 256):
        try:
            os.write(fd, struct.pack("<II", 1000, 0))
        except OSError:
            continue
        while True:
            os.write(fd, b" ")
            time.sleep(0.5)
