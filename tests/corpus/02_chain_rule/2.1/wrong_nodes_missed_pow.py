# mistake: You counted the functions with a name: an operation that is written as a sign has a node as well.
# why: counted only the functions with a name
def predicted_links():
    return {"leaf": 31.0, "middle": 3.0, "roads": 5.0, "nodes": 2}
