# mistake: sign
def predicted_breaks():
    return {"sure_and_right": float("nan"), "sure_and_wrong": 0.0, "wrong_above": float("inf"), "inside": 1.0}
