# attack: The given cells become solution cells with other texts, and an answer cell pretends to be a given one.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% notebook
def change(book):
    for cell in book["cells"]:
        entry = cell["metadata"].get("nbgrader", {})
        if entry.get("grade_id") == "given_1_2":
            entry.update(solution=True, locked=False)
            cell["source"] = "def cubic(x):\n    return 0 * x"
        if entry.get("grade_id") == "answer_1_2":
            cell["source"] = "cubic = lambda x: 0 * x\ndef cubic_slope(x):\n    return 0 * x"
            entry.update(grade_id="given_1_3", locked=True, solution=False)
