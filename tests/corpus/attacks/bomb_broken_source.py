# attack: Code that is no text: NULs, lone surrogates, form feeds, byte order marks, a coding line for UTF-7.
# wants: stop
# assignment: 02_chain_rule
# expects: graded
# %% notebook
def change(book):
    texts = ["x = 1\0", "y = '\ud800'", "# \udfff\n%time 1", "\ufeffx = 1", "\x0c\x0c\tif 1:\r\rx\x85y\u2028z", "# -*- coding: utf-7 -*-\n+AHA-", "# coding: no-such\nx", "\x1a", "`\u202e`?"]
    for text in texts:
        book["cells"].insert(2, {"cell_type": "code", "id": "n", "metadata": {}, "source": text, "outputs": [], "execution_count": None})
