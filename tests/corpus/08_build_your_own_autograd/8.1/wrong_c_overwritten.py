# mistake: overwritten_not_added
# why: only the way that does not go through d
def predicted_engine():
    return {"slope": -6.0, "c": -3.0, "a": 12.0, "b": -27.0, "a_again": 24.0, "ways": 3}
