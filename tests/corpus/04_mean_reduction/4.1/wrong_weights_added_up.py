# mistake: You added up what all the outputs give. Asked is one entry of x, and only its own output leans on it.
# why: the three products added to one number: 10·1 + 2·0 + 6·0.25
def predicted_reductions():
    return {"mean": 3.5, "sum": 14.0, "weighted": 11.5, "columns": 2.0}
