# mistake: none
def predicted_links():
    return {"leaf": 31.0, "mid": 3.0, "roads": 5.0, "nodes": 3}
