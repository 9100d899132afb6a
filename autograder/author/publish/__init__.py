"""Publishes the students' bundle: a folder that works by itself, without nbgrader and without anything of source/.

bundle.py   gather: which files are in it, as a dict of name and bytes
wheel.py    pack the learn wing as a wheel, the same bytes every time
place.py    put the files into a folder, and touch there only what an earlier run wrote; one zip of them
student/    the files that are the same for every course: README.md, start.py, JupyterLab's settings, Binder's files
"""
