# attack: Test cells become markdown or raw cells, which produce no error.
# wants: points
# assignment: 03_multivariable
# expects: graded
# %% notebook
def change(book):
    kinds = iter(["markdown", "raw"] * 50)
    for cell in book["cells"]:
        entry = cell["metadata"].get("nbgrader", {})
        if entry.get("grade") and cell["cell_type"] == "code":
            cell["cell_type"] = next(kinds)
            cell.pop("outputs"), cell.pop("execution_count")
