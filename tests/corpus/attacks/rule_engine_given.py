# attack: An engine by hand that is the finished value on loan of a given cell, with torch inside.
# wants: points
# assignment: 08_build_your_own_autograd
# expects: graded
# %% replace answer_8_6
class Value(Lent):
    pass
