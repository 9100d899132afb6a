# mistake: children_before_parents
def predicted_engine():
    return {"slope": -6.0, "c": -9.0, "a": 12.0, "b": -9.0, "a_again": 24.0, "ways": 3}
