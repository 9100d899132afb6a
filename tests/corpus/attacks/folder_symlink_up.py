# attack: The submission's folder itself is a link to another student's folder.
# wants: harm
# base: solved
# assignment: 03_multivariable
# expects: either
# %% folder
import os, shutil

def change(path):
    shutil.rmtree(path)
    os.symlink(os.path.dirname("@VICTIM@"), path)
