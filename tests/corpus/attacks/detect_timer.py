# attack: A thread and a timer wait for the test cell to begin and patch the comparison in that moment.
# wants: points
# base: wrong
# assignment: 03_multivariable
# expects: graded
# %% after start
import signal, threading, time
import autograder.learn.compare as compare

def later():
    while True:
        compare.differ = lambda *args, **kw: None
        for name in ("_tensors", "_plain", "_number", "_mapping", "_sequence"):
            setattr(compare, name, lambda *args, **kw: None)
        time.sleep(0.001)

threading.Thread(target=later, daemon=True).start()
signal.signal(signal.SIGALRM, lambda *args: setattr(compare, "differ", lambda *a, **k: None))
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
