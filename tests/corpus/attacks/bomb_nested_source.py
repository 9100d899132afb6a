# attack: Code that breaks whoever parses it: a hundred thousand brackets, minus signs, and terms of a sum.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% notebook
def change(book):
    texts = ["(" * 100_000, "-" * 200_000 + "1", "+".join(["1"] * 200_000), "x" + ".x" * 100_000, "[" * 90 + "]" * 90 + "\n" + "x=" + "not " * 100_000 + "1", "if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 99)), "x = " + "9" * 100_000]
    for text in texts:
        book["cells"].insert(2, {"cell_type": "code", "id": "n", "metadata": {}, "source": text, "outputs": [], "execution_count": None})
