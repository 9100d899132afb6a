# attack: Test cells are emptied, or their text replaced by one that passes, with the checksum made to fit.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% notebook
def change(book):
    import hashlib
    for cell in book["cells"]:
        entry = cell["metadata"].get("nbgrader", {})
        if entry.get("grade"):
            cell["source"] = ""
            entry["checksum"] = hashlib.md5(f"{cell['source']}codeTrueFalseTrue{entry['grade_id']}".encode()).hexdigest()
