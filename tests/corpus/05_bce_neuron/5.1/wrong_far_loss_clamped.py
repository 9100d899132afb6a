# mistake: That is what a clamp at 1e-8 would leave of the loss, and there is no clamp in this program.
# why: the loss of the clamp 1e-8
def predicted_neuron():
    return {"loss": 0.6931, "w": -1.5, "b": -0.5, "w_of_a_no": 1.5, "far_loss": 18.42}
