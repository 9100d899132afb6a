# attack: Integers of a million digits and floats at the edge, where they are compared, converted and printed.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
def predicted_scalars():
    return {"value_at_two": 10**1_000_000, "gradient_at_two": -(10**5000), "gradient_at_minus_one": 2**1024, "y_is_leaf": 10**400}
# %% replace answer_1_2
def cubic_slope(x):
    return 10**5000
# %% replace answer_1_3
def ratio_slope(x):
    return 10**400
# %% replace answer_1_4
def mended_small_weight(number):
    return complex("inf"), 5e-324, float("nan"), -0.0, 1 << 70
# %% replace answer_1_7
def slope_is_believable(x, claimed):
    return 10**5000
