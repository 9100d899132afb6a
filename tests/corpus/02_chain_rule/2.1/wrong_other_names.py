# mistake: none
# why: other keys
def predicted_links():
    return {"leaf_program": 31.0, "middle_program": 3.0, "roads_program": 5.0, "nodes_program": 3}
