# mistake: Far out the input was cut off: value and slope are those at the cut.
# why: beyond ±30 everything is as at ±30
def local_rule(operation, a, b=None):
    if operation == "add":
        return a + b, (1.0, 1.0)
    if operation == "mul":
        return a * b, (b, a)
    if operation == "pow":
        return a**b, (b * a ** (b - 1),)
    if operation == "exp":
        return math.exp(a), (math.exp(a),)
    if operation == "log":
        return math.log(a), (1 / a,)
    if operation == "relu":
        return max(a, 0.0), (float(a > 0),)
    a = max(-30.0, min(a, 30.0))
    p = 1 / (1 + math.exp(-a)) if a > 0 else math.exp(a) / (1 + math.exp(a))
    return p, (p * (1 - p),)
