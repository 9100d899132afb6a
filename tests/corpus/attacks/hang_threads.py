# attack: Threads that are no daemons keep running, hold the interpreter lock, and are started again when they end.
# wants: stop
# assignment: 06_accumulation
# expects: graded
# %% first
import threading, time

def again():
    try:
        while True:
            sum(range(10**7))
    finally:
        threading.Thread(target=again).start()

for _ in range(16):
    threading.Thread(target=again, daemon=False).start()
