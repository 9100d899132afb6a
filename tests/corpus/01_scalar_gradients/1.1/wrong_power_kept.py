# mistake: wrong_power
def predicted_scalars():
    return {"value_at_two": 8, "gradient_at_two": 24, "gradient_at_minus_one": -2, "y_is_leaf": False}
