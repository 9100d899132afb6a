# mistake: sum_for_mean
def predicted_reductions():
    return {"mean": 14.0, "sum": 14.0, "weighted": 1.5, "columns": 2.0}
