# why: two figures are enough
def predicted_neuron():
    return {"loss": 0.69, "w": -1.5, "b": -0.5, "w_of_a_no": 1.5, "far_loss": 100.0}
