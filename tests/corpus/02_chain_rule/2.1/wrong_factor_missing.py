# mistake: wrong_coefficient
def predicted_links():
    return {"leaf": 11.0, "middle": 3.0, "roads": 5.0, "nodes": 3}
