# attack: Descriptors, pipes and socket pairs until none is left for the grader's own.
# wants: stop
# assignment: 06_accumulation
# expects: graded
# %% after start
import os, socket
kept = []
try:
    for _ in range(100_000):
        kept.append(socket.socketpair())
        kept.append(os.pipe())
    print("escaped: 400,000 descriptors")
except OSError:
    pass
