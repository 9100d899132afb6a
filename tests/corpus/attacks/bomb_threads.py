# attack: Threads until no more can be started, each with a stack of 64 MB.
# wants: stop
# assignment: 02_chain_rule
# expects: graded
# %% first
import threading
threading.stack_size(64 << 20)
alive = threading.Event()
count = 0
try:
    while count < 20_000:
        threading.Thread(target=alive.wait, daemon=True).start()
        count += 1
except (RuntimeError, MemoryError):
    pass
print("escaped: 20,000 threads" if count == 20_000 else "held")
