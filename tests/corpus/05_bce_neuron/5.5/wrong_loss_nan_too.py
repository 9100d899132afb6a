# mistake: none
# why: with target 0 the dead term is 0 · log 1, which is 0
def predicted_breaks():
    return {"sure_and_right": float("nan"), "sure_and_wrong": 0.0, "wrong_above": float("nan"), "inside": -1.0}
