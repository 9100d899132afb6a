# mistake: wrong_coefficient
def predicted_reductions():
    return {"mean": 1.75, "sum": 7.0, "weighted": 0.75, "columns": 2.0}
