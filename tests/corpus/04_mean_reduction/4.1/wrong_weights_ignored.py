# mistake: The weight of that output never came in.
# why: the weight 0.25 left out: the third program taken for sum().backward()
def predicted_reductions():
    return {"mean": 3.5, "sum": 14.0, "weighted": 6.0, "columns": 2.0}
