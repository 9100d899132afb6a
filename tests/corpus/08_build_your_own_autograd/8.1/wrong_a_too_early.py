# mistake: children_before_parents
# why: c passed on what had come from e, before d had its turn
def predicted_engine():
    return {"slope": -6.0, "c": -9.0, "a": 0.0, "b": -27.0, "a_again": 24.0, "ways": 3}
