# mistake: value_for_gradient
def predicted_links():
    return {"leaf": 31.0, "middle": 3.0, "roads": 35.0, "nodes": 3}
