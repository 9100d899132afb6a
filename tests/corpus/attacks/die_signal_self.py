# attack: The process kills itself, by each signal that can't be caught.
# wants: stop
# assignment: 05_bce_neuron
# expects: graded
# %% answers
import os, signal

def NAME(*args):
    os.kill(os.getpid(), signal.SIGKILL)
