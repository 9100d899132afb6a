"""JupyterLab's settings for this course, as `make lab` starts it: jupyter lab --config=jupyter_lab_config.py"""

import os
from contextlib import suppress
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (traitlets puts it there)
root = Path(__file__).resolve().parent

# The whole course is served, so that a lesson's link to ../release/ works; the file browser opens on the lessons.
c.ServerApp.root_dir = str(root)
c.LabApp.default_url = "/lab/tree/notebooks"

# Nobody is greeted by a question about news or updates: nothing is fetched, and nothing is asked.
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
c.LabServerApp.app_settings_dir = str(root / "autograder" / "author" / "lab")

# The Assignment List moves into the folder of fetched assignments and looks for nbgrader_config.py from there:
# the course is on Jupyter's own path, so that it is found.
os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(root), os.environ.get("JUPYTER_CONFIG_PATH")]))

# nbgrader makes neither its exchange nor that folder, and reports an error where one is missing. A course that can
# only be read is opened without them.
with suppress(OSError):
    (root / "assignments").mkdir(exist_ok=True)
    (root / "exchange").mkdir(exist_ok=True)
