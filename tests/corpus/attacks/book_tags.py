# attack: Tags and metadata tell the executor to skip test cells, to expect their errors, or to leave their outputs.
# wants: points
# assignment: 07_no_grad_modes
# expects: graded
# %% notebook
def change(book):
    tags = ["skip-execution", "raises-exception", "nbgrader-skip", "remove_cell", "nbval-skip"]
    for cell in book["cells"]:
        cell["metadata"].update(tags=tags, deletable=False, editable=False, execution={"skip": True}, trusted=True)
    book["metadata"].update(allow_errors=True, execution={"allow_errors": True, "timeout": 0})
