# mistake: none
# why: the last prediction is left out
def predicted_scalars():
    return {"value_at_two": 8, "gradient_at_two": 12, "gradient_at_minus_one": -2}
