# mistake: swapped
# why: −x² = −9 is the derivative along r

def predicted_partials():
    return {"product_x": -9.0, "forgotten_r": None, "flat_r": 0.0}
