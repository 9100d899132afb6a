# why: whole numbers
def predicted_engine():
    return {"slope": -6, "c": -9, "a": 12, "b": -27, "a_again": 24, "ways": 3}
