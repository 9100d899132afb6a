# attack: A cell of thirty megabytes of valid Python, and one line of ten.
# wants: stop
# assignment: 02_chain_rule
# expects: either
# %% notebook
def change(book):
    for text in ("x = 1\n" * 5_000_000, "x = '" + "a" * 10_000_000 + "'"):
        book["cells"].insert(2, {"cell_type": "code", "id": "h", "metadata": {}, "source": text, "outputs": [], "execution_count": None})
