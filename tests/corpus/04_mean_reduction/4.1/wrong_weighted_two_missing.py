# mistake: wrong_coefficient
def predicted_reductions():
    return {"mean": 3.5, "sum": 14.0, "weighted": 0.75, "columns": 2.0}
