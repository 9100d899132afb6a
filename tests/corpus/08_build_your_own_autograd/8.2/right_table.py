# why: a dict of functions
def _sigmoid(a):
    small = math.exp(-abs(a))
    large = 1 / (1 + small)
    return large if a >= 0 else small * large


RULES = {
    "add": lambda a, b: (a + b, (1, 1)),
    "mul": lambda a, b: (a * b, (b, a)),
    "pow": lambda a, n: (a**n, (n * a**n / a,)),
    "exp": lambda a: (math.exp(a), (math.exp(a),)),
    "log": lambda a: (math.log(a), (a**-1,)),
    "relu": lambda a: (a, (1,)) if a > 0 else (0, (0,)),
    "sigmoid": lambda a: (_sigmoid(a), (_sigmoid(a) * _sigmoid(-a),)),
}


def local_rule(operation, a, b=None):
    return RULES[operation](*([a] if b is None else [a, b]))
