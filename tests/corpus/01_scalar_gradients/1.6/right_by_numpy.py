# why: a trip through numpy, whose numbers are float64 here
import numpy

def mended_slope_check(x):
    v, h = x.numpy().astype(numpy.float64), 1e-5
    f = lambda t: t + numpy.exp(t / 2)
    return torch.from_numpy(numpy.asarray((f(v + h) - f(v - h)) / (2 * h)))
