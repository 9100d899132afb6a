# attack: Lists and dicts that hold themselves, nests of a hundred thousand levels, and a small one that unfolds into billions.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
def predicted_scalars():
    d = {}
    d["value_at_two"] = d
    return d
# %% replace answer_1_2
def cubic_slope(x):
    nest = []
    for _ in range(100_000):
        nest = [nest]
    return nest
# %% replace answer_1_3
def ratio_slope(x):
    laughs = ["ha"] * 10
    for _ in range(12):
        laughs = [laughs] * 10
    return laughs
# %% replace answer_1_5
def bell_by_two_points(x, h):
    row = [x]
    row.append(row)
    return tuple(row)
