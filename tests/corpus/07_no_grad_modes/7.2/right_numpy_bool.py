# why: numpy's True is true
import numpy as np
def predicted_errors():
    names = "backward_of_unrecorded backward_after_eval change_through_data change_through_detach flag_on_a_result inference_plus_weight inference_times_weight".split()
    return dict(zip(names, np.array([1, 0, 0, 1, 1, 0, 1], dtype=bool)))
