# mistake: You gave the gradient where the value is asked for.
# why: value and gradient have changed places, and the value is looked at first
def predicted_scalars():
    return {"value_at_two": 12, "gradient_at_two": 8, "gradient_at_minus_one": -2, "y_is_leaf": False}
