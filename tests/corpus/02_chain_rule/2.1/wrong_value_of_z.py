# mistake: value_for_gradient
def predicted_links():
    return {"leaf": 80.0, "middle": 3.0, "roads": 5.0, "nodes": 3}
