# mistake: You compared each prediction with its own target. Line the two shapes up from the right.
# why: the broadcast overlooked: 0, as if each prediction met its own target
def predicted_reductions():
    return {"mean": 3.5, "sum": 14.0, "weighted": 1.5, "columns": 0.0}
