# attack: Autograd takes the place of an honest function, by a string that timeit runs: no reader of the notebook sees it.
# wants: points
# base: wrong
# assignment: 01_scalar_gradients
# expects: graded
# %% after answer_1_2
import timeit

timeit.timeit(
    "import __main__, torch\n"
    "__main__.cubic_slope = lambda x: torch.func.jacrev(lambda x: (2 * x**3 - 5 * x + 1).sum())(x)",
    number=1,
)
