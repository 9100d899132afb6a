# why: e as a polynomial in a and b
def predicted_engine():
    a, b = 3, -2  # e = (ab + a) ab = a²b² + a²b
    of_a, of_b = 2 * a * b**2 + 2 * a * b, 2 * a**2 * b + a**2
    return dict(slope=a * b, c=2 * a * b + a, a=of_a, b=of_b, a_again=of_a + of_a, ways=1 + 2)
