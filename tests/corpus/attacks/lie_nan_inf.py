# attack: NaN and infinity in every place where a careless comparison would let them pass.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
def predicted_scalars():
    nan = float("nan")
    return {"value_at_two": nan, "gradient_at_two": float("inf"), "gradient_at_minus_one": nan, "y_is_leaf": nan}
# %% replace answer_1_2
def cubic_slope(x):
    return torch.full_like(x, float("nan"))
# %% replace answer_1_3
def ratio_slope(x):
    return torch.full_like(x, float("inf"))
# %% replace answer_1_6
def mended_slope_check(x):
    return torch.full_like(x, float("nan")).to(torch.float64)
# %% replace answer_1_7
def slope_is_believable(x, claimed):
    return float("nan")
