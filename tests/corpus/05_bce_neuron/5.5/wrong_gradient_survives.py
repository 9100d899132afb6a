# mistake: clamp_kills_gradient
# why: p − y, as if the clamp had no derivative
def predicted_breaks():
    return {"sure_and_right": float("nan"), "sure_and_wrong": -1.0, "wrong_above": float("inf"), "inside": -1.0}
