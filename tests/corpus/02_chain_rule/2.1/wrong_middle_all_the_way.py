# mistake: That is the gradient of x. The gradient of y begins at y: what lies between x and y plays no part in it.
# why: gave y the gradient of x
def predicted_links():
    return {"leaf": 31.0, "middle": 31.0, "roads": 5.0, "nodes": 3}
