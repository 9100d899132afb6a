# attack: A folder has the notebook's name.
# wants: stop
# assignment: 06_accumulation
# expects: refused
# %% folder
def change(path):
    book = next(path.glob("*.ipynb"))
    text = book.read_bytes()
    book.unlink()
    book.mkdir()
    (book / book.name).write_bytes(text)
