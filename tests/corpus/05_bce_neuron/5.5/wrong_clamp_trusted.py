# mistake: clamp_saturates
# why: believes that the upper clamp works
def predicted_breaks():
    return {"sure_and_right": 0.0, "sure_and_wrong": 0.0, "wrong_above": float("inf"), "inside": -1.0}
