# mistake: You counted the leaf as well: the loop stops there, where nothing lies behind.
# why: counted the leaf as a node of the walk
def predicted_links():
    return {"leaf": 31.0, "middle": 3.0, "roads": 5.0, "nodes": 4}
