# mistake: The slopes of add are none of its numbers: when a grows by one, a + b grows by one.
def local_rule(operation, a, b=None):
    if operation == "add":
        return a + b, (b, a)
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
    p = 1 / (1 + math.exp(-a)) if a > 0 else math.exp(a) / (1 + math.exp(a))
    return p, (p * (1 - p),)
