# mistake: swapped
def predicted_links():
    return {"leaf": 31.0, "middle": 3.0, "roads": 7.0, "nodes": 3}
