# mistake: overwritten_not_added
def predicted_links():
    return {"leaf": 30.0, "middle": 3.0, "roads": 5.0, "nodes": 3}
