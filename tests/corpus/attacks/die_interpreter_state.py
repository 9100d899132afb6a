# attack: The interpreter is broken from inside: refcounts of None and of small integers, freed modules, a recursion limit of a billion.
# wants: stop
# assignment: 07_no_grad_modes
# expects: graded
# %% last
import ctypes, sys
sys.setrecursionlimit(10**9)
for module in ("builtins", "sys", "os", "socket", "json", "torch"):
    vars(sys.modules[module]).clear()
def f(): return f()
f()
