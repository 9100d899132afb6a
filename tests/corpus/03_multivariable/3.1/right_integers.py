# why: whole numbers typed as ints
def predicted_partials():
    return {"product_x": -30, "forgotten_r": None, "flat_r": 0}
