# mistake: inner_derivative_missing
# why: the factor x, without the derivative of r² (2r, which is 0)

def predicted_partials():
    return {"product_x": -30.0, "forgotten_r": None, "flat_r": 2.0}
