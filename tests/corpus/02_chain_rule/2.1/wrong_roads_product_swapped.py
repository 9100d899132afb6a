# mistake: On the road through the product you took the slope in x; this is about y.
def predicted_links():
    return {"leaf": 31.0, "middle": 3.0, "roads": 8.0, "nodes": 3}
