# attack: All is done, and then the end never comes: atexit, __del__ and a thread that joins itself wait for ever.
# wants: stop
# base: solved
# assignment: 02_chain_rule
# expects: graded
# %% last
import atexit, sys, threading, time

def never():
    while True:
        time.sleep(1)

class Sticky:
    def __del__(self):
        never()

atexit.register(never)
threading._register_atexit(never)
sys.sticky = Sticky()
threading.Thread(target=never, daemon=False).start()
