# mistake: unused_input

def predicted_partials():
    return {"product_x": -30.0, "forgotten_r": 0.0, "flat_r": None}
