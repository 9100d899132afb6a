"""JupyterLab's settings for this folder, as start.py gives them."""

from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (traitlets puts it there)
root = Path(__file__).resolve().parent

# The whole folder is served, so that a lesson's link to ../release/ works; the file browser opens on the lessons.
c.ServerApp.root_dir = str(root)
c.LabApp.default_url = "/lab/tree/notebooks" if (root / "notebooks").is_dir() else "/lab/tree/release"

# Nobody is greeted by a question about news or updates: nothing is fetched, and nothing is asked.
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
c.LabServerApp.app_settings_dir = str(root / "settings")
