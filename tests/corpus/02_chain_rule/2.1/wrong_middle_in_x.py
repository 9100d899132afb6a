# mistake: You went on from y to x. The gradient of y begins at y: what lies between x and y plays no part in it.
# why: went on from y to x, and left out the second road
def predicted_links():
    return {"leaf": 31.0, "middle": 30.0, "roads": 5.0, "nodes": 3}
