# attack: Generators, iterators and sequences without an end, as answers and as their parts.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
import itertools

class Endless(dict):
    def keys(self): return itertools.count()
    def __iter__(self): return itertools.count()
    def items(self): return ((n, n) for n in itertools.count())
    def __len__(self): return 2**62

def predicted_scalars():
    return Endless()
# %% replace answer_1_2
def cubic_slope(x):
    return (x for _ in itertools.count())
# %% replace answer_1_3
class Row(list):
    def __iter__(self): return itertools.repeat(self)
    def __len__(self): return 2**62
    def __getitem__(self, key): return self

def ratio_slope(x):
    return Row([1])
# %% replace answer_1_5
def bell_by_two_points(x, h):
    return range(10**18)
