# mistake: wrong_power
# why: x^2 differentiated to 2x^2

def predicted_partials():
    return {"product_x": -90.0, "forgotten_r": None, "flat_r": 0.0}
