# mistake: stale_gradients
# why: the intermediates' gradients of the first pass counted once more
def predicted_engine():
    return {"slope": -6.0, "c": -9.0, "a": 12.0, "b": -27.0, "a_again": 48.0, "ways": 3}
