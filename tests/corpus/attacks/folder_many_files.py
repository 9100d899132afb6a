# attack: Ten thousand small files beside the notebook.
# wants: stop
# assignment: 02_chain_rule
# expects: either
# %% folder
def change(path):
    (path / "data").mkdir()
    for number in range(10_000):
        (path / "data" / f"{number}.csv").write_text("1\n")
