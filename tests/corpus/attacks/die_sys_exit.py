# attack: sys.exit, exit and quit at the right moment: the test cells that would fail are never reached.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after answer_1_1
import sys
sys.exit(0)
# %% after answer_1_2
exit()
# %% replace answer_1_3
def ratio_slope(x):
    quit()
