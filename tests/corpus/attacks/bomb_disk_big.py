# attack: One file of a gigabyte, and a sparse one of a terabyte.
# wants: stop
# assignment: 04_mean_reduction
# expects: graded
# %% first
try:
    with open("big", "wb") as file:
        for _ in range(1000):
            file.write(bytes(1_000_000))
    print("escaped: wrote a gigabyte")
except OSError:
    pass
# %% last
import os
try:
    with open("sparse", "wb") as file:
        file.truncate(10**12)
        os.posix_fallocate(file.fileno(), 0, 10**9)
    print("escaped: allocated a gigabyte")
except OSError:
    pass
