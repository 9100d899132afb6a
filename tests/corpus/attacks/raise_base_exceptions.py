# attack: Exceptions that are no Exception fly through every except: KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration.
# wants: points
# base: wrong
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
def predicted_scalars():
    raise KeyboardInterrupt
# %% replace answer_1_2
def cubic_slope(x):
    raise SystemExit(0)
# %% replace answer_1_3
def ratio_slope(x):
    raise GeneratorExit
# %% replace answer_1_4
def mended_small_weight(number):
    raise StopIteration(number)
# %% replace answer_1_5
def bell_by_two_points(x, h):
    raise type("Mine", (BaseException,), {})
# %% replace answer_1_6
def mended_slope_check(x):
    raise BaseExceptionGroup("several", [SystemExit(0), KeyboardInterrupt()])
