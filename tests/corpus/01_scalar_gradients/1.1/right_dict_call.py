# why: dict(…), and the formula written out
def predicted_scalars():
    return dict(value_at_two=2**3, gradient_at_two=3 * 2**2, gradient_at_minus_one=2 * -1, y_is_leaf=False)
