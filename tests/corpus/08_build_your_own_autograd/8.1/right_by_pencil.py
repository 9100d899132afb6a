# why: worked out link by link
def predicted_engine():
    a, b = 3.0, -2.0
    c = a * b
    d = c + a
    of_d = c
    of_c = d + of_d
    of_a = of_c * b + of_d
    return {"slope": of_d, "c": of_c, "a": of_a, "b": of_c * a, "a_again": 2 * of_a, "ways": 3}
