# why: the numbers worked out in the function
def predicted_partials():
    x, r = 3.0, 5.0
    answers = dict(product_x=-(2 * x) * r)
    answers["forgotten_r"] = None
    answers["flat_r"] = x * 2 * 0.0
    return answers
