# mistake: sign
# why: takes the gradient not to depend on the target
def predicted_neuron():
    return {"loss": 0.6931, "w": -1.5, "b": -0.5, "w_of_a_no": -1.5, "far_loss": 100.0}
