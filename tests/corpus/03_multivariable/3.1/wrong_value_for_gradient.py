# mistake: value_for_gradient

def predicted_partials():
    return {"product_x": -30.0, "forgotten_r": 14.0, "flat_r": 0.0}
