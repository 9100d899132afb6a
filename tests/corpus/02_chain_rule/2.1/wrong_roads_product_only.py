# mistake: Only the road through the product is in it; y has another one.
def predicted_links():
    return {"leaf": 31.0, "middle": 3.0, "roads": 4.0, "nodes": 3}
