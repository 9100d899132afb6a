"""`autograder intake`: what a learning platform hands out, or a folder, becomes submitted/STUDENT/ASSIGNMENT/.

    FILE.zip or FOLDER ── archive ── schemes ── people ── attempts ── place ── submitted/, submitted.earlier/
                                       (plugins)  (roster)  (catalogue)

archive     which files there are; what no honest archive holds is refused by name, the rest can be read
schemes     what a name in it says: Canvas's, Moodle's, nbgrader's, plain
plugins     the same for `nbgrader zip_collect`, and a course's own collector instead of ours
roster      a CSV of Canvas or Moodle: who is in the class
people      which student of nbgrader's a name stands for
catalogue   which assignment a notebook belongs to
attempts    the files of a student for an assignment, the latest last
place       all of a submission or nothing, what was there kept beside it
record      what was taken in from where, beside the submission
students    names and the platform's ids into the gradebook
run, show   all of it in order; what is said of it
"""
