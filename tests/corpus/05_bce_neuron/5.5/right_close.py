# why: −0.99999 and −0.0 instead of −1 and 0
def predicted_breaks():
    return {"sure_and_right": float("nan"), "sure_and_wrong": -0.0, "wrong_above": float("inf"), "inside": -0.99999}
