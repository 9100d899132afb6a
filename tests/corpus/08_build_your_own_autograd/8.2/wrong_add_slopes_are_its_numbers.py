# mistake: The slopes of add are none of its numbers: when a grows by one, a + b grows by one.
def local_rule(operation, a, b=None):
    if operation == "add":
        return a + b, (a, b)
    if operation == "mul":
        return a * b, (b, a)
    if operation == "pow":
        return a**b, (b * a ** (b - 1),)
    if operation == "exp":
        return math.exp(a), (math.exp(a),)
    if operation == "log":
        return math.log(a), (1 / a,)
    if operation == "relu":
        return max(a, 0.0), (1.0 if a > 0 else 0.0,)
    e = math.exp(-abs(a))
    p = 1 / (1 + e) if a >= 0 else e / (1 + e)
    return p, (p * (1 - p),)
