# attack: JSON at the edges: NaN, huge integers, duplicate keys, lone surrogates, NULs, a byte order mark, numbers as cells.
# wants: stop
# assignment: 07_no_grad_modes
# expects: either
# %% notebook
def change(book):
    import json
    book["cells"].append({"cell_type": "code", "id": "\0" * 100, "metadata": {"x": float("nan")}, "source": ["x = '\ud800'\0"], "outputs": []})
    text = json.dumps(book)
    return "\ufeff" + text[:-1] + ', "metadata": {}, "nbformat": 4, "big": ' + "9" * 100_000 + ', "nbformat_minor": 1e400}'
