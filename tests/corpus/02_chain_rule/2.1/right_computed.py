# why: the rules written out, as tensors
def predicted_links():
    x = torch.tensor(5.0)
    return {"leaf": 3 * 2 * x + 1, "middle": torch.tensor(3.0), "roads": torch.tensor(4.0) + 1, "nodes": torch.tensor(3)}
