"""The scores as Canvas, Moodle or a spreadsheet take them in. `autograder export`, and nbgrader's ExportPlugins.

    read      the gradebook -> Marks: who there is, what was set, what came of each piece of work
    wishes    what the instructor asked for: which assignments, what scale, what to do with work that has no score yet
    canvas    Marks -> the table that Canvas imports, new or filled into one that Canvas exported
    moodle    the same for Moodle: a file for its gradebook, or the grading worksheet of one assignment
    plain     one row a student and assignment, with nbgrader's own columns
    words     a short feedback text for Moodle
    people    whose row of an LMS's file is whose in the gradebook; `titles` does the same for assignments
    sheet     a CSV file as rows of text, read and written; formulas defused, numbers in two decimals
    run       all of it in order, and what a person should know of it
    plugins   the ExportPlugins; imported by nbgrader alone, which takes two seconds

Canvas and Moodle both take `--like`: a file that they exported themselves, whose rows, ids and columns stay as they
are. Nothing that stands there is taken away: where the gradebook has no score, the cell keeps what it has.
"""
