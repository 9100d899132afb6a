# why: match, lists for the slopes, tanh for the sigmoid
def local_rule(operation, a, b=None):
    match operation:
        case "add":
            return [a + b, [1.0, 1.0]]
        case "mul":
            return [a * b, [b, a]]
        case "pow":
            return [math.pow(a, b), [b * math.pow(a, b - 1)]]
        case "exp":
            return [math.e**a, [math.e**a]]
        case "log":
            return [math.log(a), [1 / a]]
        case "relu":
            return [a * (a > 0), [1.0 * (a > 0)]]
        case "sigmoid":
            try:
                e = math.exp(-a)
            except OverflowError:
                return [0.0, [0.0]]
            p = 1 / (1 + e)
            return [p, [p * p * e]]
