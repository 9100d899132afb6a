# why: scalar tensors, and more keys than asked
def predicted_modes():
    mine = {"edited_by_data": torch.tensor(2.0), "through_storage": torch.tensor(6.0)}
    mine["half_recorded"] = torch.tensor(10.0)
    mine["detached_factor"] = torch.tensor(25.0)
    mine["note"] = 0.0
    return mine
