# why: tensors instead of numbers
def predicted_partials():
    return {"product_x": torch.tensor(-30.0), "forgotten_r": None, "flat_r": torch.tensor(0.0)}
