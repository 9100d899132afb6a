# mistake: none
# why: expects nan also below
def predicted_breaks():
    return {"sure_and_right": float("nan"), "sure_and_wrong": float("nan"), "wrong_above": float("inf"), "inside": -1.0}
