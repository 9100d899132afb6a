# attack: A folder autograder/ of the student's own, with checks that agree, stands beside the notebook.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% file autograder/__init__.py
import sys
from autograder import check
draw = explore = check
# %% file autograder/check.py
def __getattr__(name):
    return lambda *args, **kw: True
# %% file autograder/learn/__init__.py
from autograder import check
# %% file autograder/learn/judge.py
def close(verdict, practice=False): return verdict
# %% first
import sys
for name in [name for name in sys.modules if name.startswith("autograder")]:
    del sys.modules[name]
sys.path.insert(0, "")
