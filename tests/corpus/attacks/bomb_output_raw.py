# attack: Output past Python: the descriptors 1 and 2 directly, libc's printf, and megabytes printed by a function while it is tested.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import ctypes, os
libc = ctypes.CDLL(None)
for _ in range(2000):
    os.write(1, b"x" * 65536)
    os.write(2, b"x" * 65536)
    libc.puts(b"y" * 65536)
# %% replace answer_1_2
def cubic_slope(x):
    for _ in range(5000):
        print("z" * 10_000)
    return x
