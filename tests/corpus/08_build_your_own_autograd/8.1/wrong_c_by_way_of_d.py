# mistake: One of c's two children is missing: the gradients of all the children are added.
def predicted_engine():
    return {"slope": -6.0, "c": -6.0, "a": 12.0, "b": -27.0, "a_again": 24.0, "ways": 3}
