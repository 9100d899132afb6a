# attack: The notebook is a symbolic link to another student's.
# wants: harm
# assignment: 01_scalar_gradients
# expects: refused
# %% folder
import os

def change(path):
    book = next(path.glob("*.ipynb"))
    book.unlink()
    os.symlink("@VICTIM@", book)
