# attack: A hard link to a file outside lies beside the notebook, and a cell writes to it.
# wants: harm
# assignment: 07_no_grad_modes
# expects: graded
# %% folder
import os

def change(path):
    os.link("@SENTINEL@", path / "mine.txt")
# %% first
with open("mine.txt", "a") as file:
    file.write("@MARK@")
import os
os.chmod("mine.txt", 0o777)
