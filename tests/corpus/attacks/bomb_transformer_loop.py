# attack: A cell with thousands of magics, so that whoever turns IPython's syntax into Python does it again and again.
# wants: stop
# assignment: 03_multivariable
# expects: graded
# %% notebook
def change(book):
    lines = "\n".join(f"    !echo {n}" for n in range(4000))
    text = "if False:\n" + lines + "\n" + "x = 1  # " + "?" * 1000 + "\n" * 20_000
    book["cells"].insert(2, {"cell_type": "code", "id": "n", "metadata": {}, "source": text, "outputs": [], "execution_count": None})
