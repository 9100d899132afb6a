# mistake: wrong_coefficient
def predicted_reductions():
    return {"mean": 3.5, "sum": 7.0, "weighted": 1.5, "columns": 2.0}
