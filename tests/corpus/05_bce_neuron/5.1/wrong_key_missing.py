# mistake: none
# why: one of the five predictions left out
def predicted_neuron():
    return {"loss": 0.6931, "w": -1.5, "b": -0.5, "w_of_a_no": 1.5}
