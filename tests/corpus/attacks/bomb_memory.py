# attack: Memory is taken by lists, tensors and anonymous maps until 6 GB or the first refusal.
# wants: stop
# assignment: 03_multivariable
# expects: graded
# %% first
import mmap, torch
hoard = []
try:
    for _ in range(60):
        hoard.append(bytearray(b"x") * 50_000_000)
        hoard.append(torch.ones(12_500_000))
    print("escaped: took 6 GB")
except (MemoryError, RuntimeError):
    pass
try:
    for _ in range(60):
        hoard.append(mmap.mmap(-1, 100_000_000))
        hoard[-1].write(b"x" * 100_000_000)
    print("escaped: mapped 6 GB")
except (OSError, MemoryError):
    pass
# %% answers
def NAME(*args):
    return [0] * 10**10
