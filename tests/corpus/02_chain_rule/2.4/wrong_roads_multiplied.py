# mistake: What comes back on the two roads to x was multiplied. Along a road one multiplies; where roads meet, one adds.
# why: multiplied where paths meet
def road_gradients(x, y):
    return y * 2 * x, x
