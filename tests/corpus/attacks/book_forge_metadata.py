# attack: Points, grade, locked, task, schema version and checksum are rewritten, and scores put into the metadata.
# wants: points
# base: wrong
# assignment: 06_accumulation
# expects: graded
# %% notebook
def change(book):
    for cell in book["cells"]:
        entry = cell["metadata"].get("nbgrader")
        if entry:
            entry.update(points=1000, locked=False, solution=True, task=True, schema_version=99, checksum="0" * 32)
            entry.update(score=1000, auto_score=1000, manual_score=1000, max_score=1000)
    book["metadata"]["nbgrader"] = {"scores": {"check_6_1": 1000}, "tests": "in_kernel"}
