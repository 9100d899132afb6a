# why: the arithmetic written out
def predicted_reductions():
    mean = 2 * 7 / 4
    return {"mean": mean, "sum": mean * 4, "weighted": 0.25 * 2 * 3, "columns": (0 + 4 + 4 + 0) / 4}
