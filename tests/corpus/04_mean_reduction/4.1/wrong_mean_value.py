# mistake: value_for_gradient
def predicted_reductions():
    return {"mean": 21.0, "sum": 84.0, "weighted": 2.25, "columns": 2.0}
