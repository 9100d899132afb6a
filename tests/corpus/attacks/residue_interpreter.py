# attack: The next student's process is to be born poisoned: modules, bytecode caches, profile, startup files, history.
# wants: harm
# assignment: 05_bce_neuron
# expects: graded
# %% first
import importlib.util, os, site, sys, torch
mark = "@MARK@"
if getattr(torch, "poison", "") or getattr(sys, "poison", ""):
    print("escaped: another student's poison is here")
torch.poison = sys.poison = mark
for place in [*site.getsitepackages(), os.path.expanduser("~/.ipython/profile_default/startup"), os.path.dirname(torch.__file__)]:
    try:
        open(os.path.join(place, f"{mark}.pth"), "w").write(f"# {mark}\n")
        print("escaped: wrote", place)
    except OSError:
        pass
try:
    cache = importlib.util.cache_from_source(sys.modules["autograder"].__file__) if "autograder" in sys.modules else ""
    if cache and os.access(cache, os.W_OK) and open(cache, "ab"):
        print("escaped: bytecode is writable", cache)
except OSError:
    pass
