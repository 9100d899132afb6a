# mistake: 0 is left where the clamp is active. Is sigmoid(−12) below 1e−7?
# why: takes the clamp to be active at −12
def predicted_breaks():
    return {"sure_and_right": float("nan"), "sure_and_wrong": 0.0, "wrong_above": float("inf"), "inside": 0.0}
