# attack: Each test cell is there again, with a text that passes, before and after the real one.
# wants: points
# assignment: 04_mean_reduction
# expects: graded
# %% notebook
def change(book):
    import copy
    for cell in [c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]:
        twin = copy.deepcopy(cell)
        twin.update(source="pass", cell_type="code", outputs=[], execution_count=1)
        twin["metadata"]["nbgrader"].update(locked=False, solution=True)
        at = book["cells"].index(cell)
        book["cells"][at + 1 : at + 1] = [copy.deepcopy(twin)]
        book["cells"][at:at] = [copy.deepcopy(twin)]
        book["cells"].append(twin)
