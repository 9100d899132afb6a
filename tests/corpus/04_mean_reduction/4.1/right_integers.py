# why: whole numbers where the answer is whole
def predicted_reductions():
    return {"mean": 3.5, "sum": 14, "weighted": 1.5, "columns": 2}
