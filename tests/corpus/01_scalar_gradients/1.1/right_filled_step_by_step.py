# why: another order of the keys, and one key too many
def predicted_scalars():
    guess = {"y_is_leaf": False}
    guess["gradient_at_minus_one"] = -2.0
    guess["gradient_at_two"] = 12.0
    guess["value_at_two"] = 8.0
    guess["x_is_leaf"] = True
    return guess
