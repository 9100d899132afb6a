# attack: The given functions are redefined as constants, so that the slope of the reference is zero.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after given_1_2
def cubic(x):
    return 0 * x
# %% after given_1_3
def ratio(x):
    return 0 * x
# %% after given_1_6
growth = lambda x: 0 * x
# %% replace answer_1_2
def cubic_slope(x):
    return 0 * x
# %% replace answer_1_3
def ratio_slope(x):
    return 0 * x
# %% replace answer_1_6
def mended_slope_check(x):
    return 0 * x
