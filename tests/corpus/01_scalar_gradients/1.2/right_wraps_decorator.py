# why: a decorator that prints the function's name
import functools
def logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        result = function(*args, **kwargs)
        print(function.__name__, args, "->", result)
        return result
    return inner

@logged
def cubic_slope(x):
    return 6 * x**2 - 5
