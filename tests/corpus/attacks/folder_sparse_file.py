# attack: A sparse file of a terabyte lies beside the notebook, and the notebook itself is one of ten gigabytes.
# wants: stop
# assignment: 03_multivariable
# expects: either
# %% folder
import os

def change(path):
    for name, size in (("data.bin", 10**12), (next(path.glob("*.ipynb")).name, 10**10)):
        try:
            os.truncate(path / name, size) if (path / name).exists() else open(path / name, "wb").truncate(size)
        except OSError:
            os.truncate(path / name, 10**9)
