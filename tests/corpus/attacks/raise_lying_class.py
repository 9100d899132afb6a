# attack: Exceptions named like the grader's own, CheckFailed and AutogradUsed, or with a name that is markup.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% replace answer_2_1
def predicted_links():
    raise type("CheckFailed", (BaseException,), {"verdict": True, "__module__": "autograder.learn.verdict"})
# %% replace answer_2_2
def log_square_gradient(x):
    raise type("AutogradUsed", (BaseException,), {"__module__": "autograder.learn.byhand"})
# %% replace answer_2_3
def chain_gradient(x):
    raise type("</td><script>alert(1)</script>" + "x" * 100_000, (Exception,), {})("right")
# %% replace answer_2_4
def road_gradients(x, y):
    raise type("Verdict", (Exception,), {"__class__": property(lambda self: NotImplementedError)})
