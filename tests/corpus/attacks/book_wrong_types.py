# attack: Everything has a type that it should not have: sources of numbers, metadata of lists, ids of dicts.
# wants: stop
# assignment: 01_scalar_gradients
# expects: either
# %% notebook
def change(book):
    cells = book["cells"]
    cells[0]["metadata"] = []
    cells[1]["id"] = {"a": 1}
    cells[2]["metadata"]["nbgrader"] = 7
    cells[3]["metadata"]["nbgrader"]["grade_id"] = ["check_1_1"]
    cells[4]["source"] = [1, None, {"a": 2}]
    cells[5]["outputs"] = "none"
    cells.append({"cell_type": "code", "source": {"x": 1}, "metadata": None})
    book["metadata"]["kernelspec"] = "python3"
