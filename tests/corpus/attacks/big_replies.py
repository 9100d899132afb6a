# attack: Functions give back far more than was asked: gigabytes of numbers, a string of 200 MB, a million lists.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
def predicted_scalars():
    return {"value_at_two": "x" * 200_000_000, **{str(i): i for i in range(10**6)}}
# %% replace answer_1_2
def cubic_slope(x):
    return torch.zeros(300_000_000, dtype=torch.uint8)
# %% replace answer_1_3
def ratio_slope(x):
    return [[]] * 10_000_000
# %% replace answer_1_5
def bell_by_two_points(x, h):
    return [torch.zeros(2_000_000)] * 300  # small on the way, large wherever it is copied piece by piece
# %% replace answer_1_7
def slope_is_believable(x, claimed):
    return b"x" * 31_000_000
