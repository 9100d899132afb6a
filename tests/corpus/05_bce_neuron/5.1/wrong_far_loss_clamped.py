# mistake: clamp_kills_gradient
# why: the loss of the clamp 1e-8
def predicted_neuron():
    return {"loss": 0.6931, "w": -1.5, "b": -0.5, "w_of_a_no": 1.5, "far_loss": 18.42}
