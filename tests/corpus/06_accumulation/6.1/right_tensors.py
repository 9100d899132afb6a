# why: scalar tensors instead of floats
def predicted_ledgers():
    s = torch.tensor(12.0)
    return {"built_anew": 2 * s, "graph_kept": 2 * s, "emptied": s, "asked": s, "second_name": 0 * s}
