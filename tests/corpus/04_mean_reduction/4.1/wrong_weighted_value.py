# mistake: value_for_gradient
def predicted_reductions():
    return {"mean": 3.5, "sum": 14.0, "weighted": 2.25, "columns": 2.0}
