# mistake: A path leads from r to z: its slope happens to be 0 here, and 0 is not None.
# why: the reverse of unused_input, None for a 0 that has a path; passes the visible check and forgotten_r; only flat_r tells

def predicted_partials():
    return {"product_x": -30.0, "forgotten_r": None, "flat_r": None}
