# mistake: none
# why: the loss as it ought to be
def predicted_breaks():
    return {"sure_and_right": float("nan"), "sure_and_wrong": 0.0, "wrong_above": 30.0, "inside": -1.0}
