# attack: Autograd where it is forbidden, its names put together from pieces of strings.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
def cubic_slope(x):
    engine = getattr(torch, "auto" + "g" "rad")
    x = getattr(x.clone(), "requires_" + "g" "rad_")()
    return getattr(engine, "gr" + "ad")(cubic(x).sum(), x)[0]
