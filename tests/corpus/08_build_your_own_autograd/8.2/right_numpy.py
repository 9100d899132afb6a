# why: numpy's numbers are numbers too
import numpy as np


def local_rule(operation, a, b=None):
    if operation == "sigmoid":
        e = np.exp(-np.abs(a))
        return np.where(a >= 0, 1 / (1 + e), e / (1 + e)).item(), ((e / (1 + e) ** 2).item(),)
    return {
        "add": lambda: (a + b, (1.0, 1.0)),
        "mul": lambda: (a * b, (b, a)),
        "pow": lambda: (a**b, (b * a ** (b - 1),)),
        "exp": lambda: (float(np.exp(a)), (float(np.exp(a)),)),
        "log": lambda: (float(np.log(a)), (1 / a,)),
        "relu": lambda: (float(np.maximum(a, 0)), (float(np.heaviside(a, 0)),)),
    }[operation]()
