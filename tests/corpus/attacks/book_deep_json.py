# attack: Metadata nested a hundred thousand levels deep.
# wants: stop
# assignment: 06_accumulation
# expects: either
# %% notebook
def change(book):
    import json
    book["metadata"]["deep"] = "@DEEP"
    return json.dumps(book).replace('"@DEEP"', "[" * 100_000 + "]" * 100_000)
