# attack: The notebook comes in format 3, with worksheets and prompts, whose conversion might drop the tests' metadata.
# wants: points
# assignment: 04_mean_reduction
# expects: either
# %% notebook
def change(book):
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["input"], cell["language"], cell["prompt_number"] = cell.pop("source"), "python", cell.pop("execution_count", 1)
            cell["metadata"].pop("nbgrader", None) if "check" in cell["input"] else None
    cells = book.pop("cells")
    book.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells}])
