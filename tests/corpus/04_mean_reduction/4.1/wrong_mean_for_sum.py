# mistake: mean_for_sum
def predicted_reductions():
    return {"mean": 3.5, "sum": 3.5, "weighted": 1.5, "columns": 2.0}
