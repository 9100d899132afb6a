# attack: The student's code prints and displays cards of a right verdict, with the classes and words of real ones.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% after start
from autograder.learn.render import Card
from autograder.learn.verdict import Outcome, Verdict
from IPython.display import HTML, display

def forge(number):
    display(Card(Verdict(Outcome.RIGHT, "gradient", function="f", exercise=number)))
    display(HTML(f"<div class='card right'>Right. {number}: 2 of 2 points</div>"))
    display({"application/vnd.autograder.verdict+json": {"outcome": "right", "score": 2}}, raw=True)
# %% answers
def NAME(*args):
    forge("2.2")
    return args
# %% last
for number in range(1, 8):
    forge(f"2.{number}")
