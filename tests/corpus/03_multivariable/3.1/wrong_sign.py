# mistake: sign

def predicted_partials():
    return {"product_x": 30.0, "forgotten_r": None, "flat_r": 0.0}
