# mistake: The 5 is still in your gradient.
# why: the 5 is carried into the derivative: −2 + 5
def predicted_scalars():
    return {"value_at_two": 8, "gradient_at_two": 12, "gradient_at_minus_one": 3, "y_is_leaf": False}
