# attack: Files and folders that nobody may read, and a notebook without a mode.
# wants: stop
# assignment: 04_mean_reduction
# expects: either
# %% folder
import os

def change(path):
    (path / "secret").mkdir(0o000)
    next(path.glob("*.ipynb")).chmod(0)
