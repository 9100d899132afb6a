"""The student's wing: checks that explain, figures from live tensors, things to move. Needs no nbgrader."""
