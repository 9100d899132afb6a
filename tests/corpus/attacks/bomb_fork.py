# attack: A fork bomb (of 200 at most), each of whose children sleeps on and answers to a name of its own.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import os, time
made = 0
for _ in range(200):
    try:
        if os.fork() == 0:
            os.setsid()
            time.sleep(300)
            os._exit(0)
        made += 1
    except OSError:
        break
print("escaped: forked" if made else "held", made)
