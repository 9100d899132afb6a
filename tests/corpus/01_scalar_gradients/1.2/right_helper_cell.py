# why: a helper that sets its docstring
def dpow(n):
    """Derivative of x**n."""
    def inner(x):
        return n * x ** (n - 1)
    inner.__doc__ = f"derivative of x**{n}"
    return inner

def cubic_slope(x):
    return 2 * dpow(3)(x) - 5 * dpow(1)(x)
