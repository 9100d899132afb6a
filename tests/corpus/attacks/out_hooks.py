# attack: sys.stdout, the display hook, the publisher and the shell's traceback printer are replaced by objects that answer everything with a score.
# wants: points
# assignment: 05_bce_neuron
# expects: graded
# %% first
import sys

class Full:
    def __getattr__(self, name): return Full()
    def __call__(self, *args, **kw): return 99.0
    def __iter__(self): return iter([{"output_type": "execute_result", "data": {"text/plain": "99"}}])
    def __len__(self): return 1

shell = get_ipython()
sys.displayhook = shell.displayhook = shell.display_pub = shell.InteractiveTB = Full()
shell.sink = shell.execution_count = Full()
type(shell).user_ns = property(lambda self: Full())
