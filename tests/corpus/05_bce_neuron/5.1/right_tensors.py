# why: tensors instead of numbers, and one key too many
def predicted_neuron():
    return {"loss": torch.log(torch.tensor(2.0)), "w": torch.tensor(-1.5), "b": -0.5, "w_of_a_no": 3 / 2, "far_loss": 100, "z": 0}
