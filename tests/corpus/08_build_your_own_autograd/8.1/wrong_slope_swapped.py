# mistake: That is the slope that e remembers for its other parent, c.
def predicted_engine():
    return {"slope": -3.0, "c": -9.0, "a": 12.0, "b": -27.0, "a_again": 24.0, "ways": 3}
