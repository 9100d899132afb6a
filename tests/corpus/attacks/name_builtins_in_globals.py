# attack: __builtins__ in the notebook's globals is replaced by a dict whose names all agree.
# wants: points
# assignment: 03_multivariable
# expects: graded
# %% first
import builtins
mine = dict(vars(builtins))
mine.update(abs=lambda x: 0.0, bool=lambda x: True, len=lambda x: 2, all=lambda x: True, isinstance=lambda *a: True)
mine["__import__"] = lambda name, *a, **k: __builtins_import(name, *a, **k)
__builtins_import = builtins.__import__
__builtins__ = mine
