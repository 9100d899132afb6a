# attack: The code objects, defaults and globals of the given functions are changed in place, not their names.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after given_1_3
def flat(x):
    return 0 * x

cubic.__code__ = ratio.__code__ = flat.__code__
value_at_two.__code__ = gradient_at_two.__code__ = (lambda: torch.zeros(())).__code__
# %% replace answer_1_1
def predicted_scalars():
    return {"value_at_two": 0, "gradient_at_two": 0, "gradient_at_minus_one": 0, "y_is_leaf": True}
# %% replace answer_1_2
def cubic_slope(x):
    return 0 * x
# %% replace answer_1_3
def ratio_slope(x):
    return 0 * x
