# mistake: inner_derivative_missing
def predicted_links():
    return {"leaf": 4.0, "middle": 3.0, "roads": 5.0, "nodes": 3}
