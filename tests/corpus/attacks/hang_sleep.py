# attack: Functions that sleep just under the limit on each call, and for a year on the last.
# wants: stop
# assignment: 04_mean_reduction
# expects: graded
# %% answers
import time
calls = []

def NAME(*args):
    calls.append(1)
    time.sleep(4.5 if len(calls) < 3 else 31_536_000)
