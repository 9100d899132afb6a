# attack: The notebook is a FIFO: whoever opens it waits for ever.
# wants: stop
# assignment: 04_mean_reduction
# expects: refused
# %% folder
import os

def change(path):
    book = next(path.glob("*.ipynb"))
    book.unlink()
    os.mkfifo(book)
