# why: tensors
def predicted_breaks():
    return {"sure_and_right": torch.tensor(torch.nan), "sure_and_wrong": 0, "wrong_above": float("inf"), "inside": -1}
