# attack: Every name that a test could use is redefined: check, torch, abs, known, slope, near, each helper.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% before check_1_1
class Agree:
    def __getattr__(self, name): return self
    def __call__(self, *args, **kw): return self
    def __iter__(self): return iter(())
    def __bool__(self): return True
    def __getitem__(self, key): return self
    __lt__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = lambda self, *a: self

for _name in """check torch abs bool float range known slope near truth small large with_step measured rise each_for_itself
    _shapes _single _double _steps _vectors _matrix _cases _claims _believable _true_slope _growth_slope _bell_difference
    gradient_at_small_weight height_at_small_weight value_at_two gradient_at_two y_is_leaf cubic ratio bell growth valley""".split():
    globals()[_name] = Agree()
