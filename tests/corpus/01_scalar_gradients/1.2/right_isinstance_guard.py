# why: asks whether x is a plain number
import numbers
def cubic_slope(x):
    if isinstance(x, numbers.Number):
        x = torch.tensor(float(x))
    return 6 * x**2 - 5
