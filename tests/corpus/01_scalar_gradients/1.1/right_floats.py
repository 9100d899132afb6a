# why: floats where others write whole numbers
def predicted_scalars():
    return {"value_at_two": 8.0, "gradient_at_two": 12.0, "gradient_at_minus_one": -2.0, "y_is_leaf": False}
