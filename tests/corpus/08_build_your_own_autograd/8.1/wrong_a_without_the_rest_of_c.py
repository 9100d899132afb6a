# mistake: c passed on only what came by way of d: its own slope in e is missing.
def predicted_engine():
    return {"slope": -6.0, "c": -9.0, "a": 6.0, "b": -27.0, "a_again": 24.0, "ways": 3}
