# attack: A hundred thousand cells.
# wants: stop
# assignment: 05_bce_neuron
# expects: either
# %% notebook
def change(book):
    one = {"cell_type": "code", "metadata": {}, "source": "0", "outputs": [], "execution_count": None}
    book["cells"] += [dict(one, id=f"c{n}") for n in range(100_000)]
