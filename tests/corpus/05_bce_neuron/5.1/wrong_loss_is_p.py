# mistake: none
# why: the probability where the loss belongs
def predicted_neuron():
    return {"loss": 0.5, "w": -1.5, "b": -0.5, "w_of_a_no": 1.5, "far_loss": 100.0}
