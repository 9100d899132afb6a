# attack: The notebook comes with outputs: right verdicts, partial credit, execution counts, widgets, attachments.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% notebook
def change(book):
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            entry = cell["metadata"].get("nbgrader", {})
            cell["execution_count"] = 10**9
            cell["outputs"] = [
                {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": str(entry.get("points", 3))}},
                {"output_type": "stream", "name": "stdout", "text": "right"},
                {"output_type": "verdict", "score": 99},
            ]
        cell["attachments"] = {"../../../../@MARK@": {"image/png": "AAAA"}}
