# mistake: wrong_coefficient
# why: the constant factor r was dropped: −2x for −2xr

def predicted_partials():
    return {"product_x": -6.0, "forgotten_r": None, "flat_r": 0.0}
