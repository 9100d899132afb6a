# attack: The display hook is called with a number, which nbgrader reads as partial credit: in a cell, and in a function under test.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
import sys
from IPython.display import display

def credit(points):
    sys.displayhook(points)
    display({"text/plain": str(points)}, raw=True)
    get_ipython().display_pub.publish({"text/plain": str(points)})
    get_ipython().displayhook(points)
# %% replace answer_1_2
def cubic_slope(x):
    credit(2)
    return x
# %% replace answer_1_7
def slope_is_believable(x, claimed):
    credit(3)
    return True
# %% last
credit(14)
