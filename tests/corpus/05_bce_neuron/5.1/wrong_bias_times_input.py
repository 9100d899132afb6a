# mistake: none
# why: takes the bias to have the input x as its last link
def predicted_neuron():
    return {"loss": 0.6931, "w": -1.5, "b": -1.5, "w_of_a_no": 1.5, "far_loss": 100.0}
