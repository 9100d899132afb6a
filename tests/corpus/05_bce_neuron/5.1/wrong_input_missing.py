# mistake: inner_derivative_missing
# why: the last link dz/dw = x left out
def predicted_neuron():
    return {"loss": 0.6931, "w": -0.5, "b": -0.5, "w_of_a_no": 0.5, "far_loss": 100.0}
