# mistake: overwritten_not_added
def predicted_links():
    return {"leaf": 31.0, "middle": 3.0, "roads": 1.0, "nodes": 3}
