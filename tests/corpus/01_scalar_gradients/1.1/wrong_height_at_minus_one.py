# mistake: value_for_gradient
def predicted_scalars():
    return {"value_at_two": 8, "gradient_at_two": 12, "gradient_at_minus_one": 6, "y_is_leaf": False}
