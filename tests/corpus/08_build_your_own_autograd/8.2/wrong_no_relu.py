# mistake: none
# why: falls through to the sigmoid
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
    e = math.exp(-abs(a))
    p = 1 / (1 + e) if a >= 0 else e / (1 + e)
    return p, (p * (1 - p),)
