# attack: A process that outlives the notebook: double fork, a session of its own, all signals ignored.
# wants: harm
# assignment: 02_chain_rule
# expects: graded
# %% first
import os, signal, time
try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(1, 32):
                try:
                    signal.signal(number, signal.SIG_IGN)
                except OSError:
                    pass
            until = time.monotonic() + 120
            while time.monotonic() < until:
                try:
                    open("@SENTINEL@", "a").write("still here\n")
                except OSError:
                    pass
                time.sleep(1)
        os._exit(0)
    print("escaped: forked")
except OSError:
    pass
