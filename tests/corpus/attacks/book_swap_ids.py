# attack: Grade ids are exchanged: an easy test that passes takes the name and the points of a hard one.
# wants: points
# assignment: 05_bce_neuron
# expects: graded
# %% replace answer_5_1
### BEGIN SOLUTION
### END SOLUTION
# %% notebook
def change(book):
    graded = [c["metadata"]["nbgrader"] for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    ids = [entry["grade_id"] for entry in graded]
    for entry, other in zip(graded, ids[1:] + ids[:1]):
        entry["grade_id"] = other
