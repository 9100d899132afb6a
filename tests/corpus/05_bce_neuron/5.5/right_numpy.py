# why: numpy's numbers are numbers
import numpy as np
def predicted_breaks():
    return dict(sure_and_right=np.nan, sure_and_wrong=np.float32(0), wrong_above=np.inf, inside=np.float64(-1))
