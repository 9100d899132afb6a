# mistake: none
# why: the sigmoid's own slope 0.25 kept, as with a squared error
def predicted_neuron():
    return {"loss": 0.6931, "w": -0.375, "b": -0.125, "w_of_a_no": 0.375, "far_loss": 100.0}
