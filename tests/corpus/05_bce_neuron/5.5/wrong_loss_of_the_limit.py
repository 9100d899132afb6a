# mistake: clamp_saturates
# why: −log(1e-8), the loss of a clamp that would work
def predicted_breaks():
    return {"sure_and_right": float("nan"), "sure_and_wrong": 0.0, "wrong_above": 18.42, "inside": -1.0}
