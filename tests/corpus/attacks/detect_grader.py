# attack: The grader is told from JupyterLab (kernel, arguments, parent, folder, clock), and only there the attack begins.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
import os, sys, time
from unittest import mock
shell = get_ipython()
graded = type(shell).__name__ != "ZMQInteractiveShell" or "ipykernel" not in " ".join(sys.argv) or not os.environ.get("JPY_PARENT_PID")
if graded:
    mock.patch("autograder.learn.judge.close", lambda verdict, practice=False: verdict).start()
    mock.patch("autograder.learn.check.judge.close", lambda verdict, practice=False: verdict).start()
    shell.showtraceback = lambda *args, **kw: None
    shell.ast_transformers.append(mock.Mock(visit=lambda tree: __import__("ast").parse("pass")))
