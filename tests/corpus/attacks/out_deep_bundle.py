# attack: A rich output whose JSON is nested just less deeply than the reader of answers takes, for whoever writes it down.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import sys
from IPython.display import display

sys.setrecursionlimit(100_000)
for depth in (90, 300, 700, 950, 1450, 2000, 2900):
    deep = []
    for _ in range(depth):
        deep = [deep]
    display({"application/json": deep, "text/plain": "deep"}, raw=True)
    get_ipython().sink.outputs.append({"output_type": "display_data", "data": {"application/json": deep}, "metadata": {}})
# %% first
deep = {}
for _ in range(900):
    deep = {"a": deep}
get_ipython().sink.outputs.append({"output_type": "display_data", "data": {"application/json": deep}, "metadata": {}})
# %% first
deep = {}
for _ in range(1400):
    deep = {"a": deep}
get_ipython().sink.outputs.append({"output_type": "display_data", "data": {"application/json": deep}, "metadata": {}})
