# attack: SIGSTOP: the process neither ends nor goes on.
# wants: stop
# assignment: 06_accumulation
# expects: graded
# %% after start
import os, signal
os.kill(os.getpid(), signal.SIGSTOP)
