# mistake: sum_for_mean
# why: the four squares added up, and not divided by 4
def predicted_reductions():
    return {"mean": 3.5, "sum": 14.0, "weighted": 1.5, "columns": 8.0}
