# why: nan and inf from math
import math


def predicted_breaks():
    return {"sure_and_right": math.nan, "sure_and_wrong": 0.0, "wrong_above": math.inf, "inside": -1.0}
