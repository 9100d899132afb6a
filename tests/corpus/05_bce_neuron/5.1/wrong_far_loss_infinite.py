# mistake: That is log(1 − p) of a p that has rounded to 1. This loss starts from the score, and never takes that logarithm.
# why: takes −log(1 − p) with p rounded to 1
def predicted_neuron():
    return {"loss": 0.6931, "w": -1.5, "b": -0.5, "w_of_a_no": 1.5, "far_loss": float("inf")}
