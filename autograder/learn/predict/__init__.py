"""Predict, then run: a reader's guess, held against what the next cell brings.

    check.predict("x.grad")     a box for the guess, or the guess itself with guess=…
    check.predictions()         at the end: how many were right, and what to look at again

ask         one call: show the box, or take the guess that was given
prediction  what was asked, what was guessed, what came
desk        which predictions are open, and the hooks that settle them after a cell
answer      the guess held against what came, and shown
box         the box to type or choose in, and the line that is committed in its place
guesses     what a tired reader typed, as data
truths      what the expression is worth after the cell, and whether a guess is that
whose       whose number a wrong guess is: the cell, run again with one thing done wrong
rerun       running a cell again in a copy of the names, without a trace
sections    the section of the notebook that a cell stands in
summary     how all of them went, and what to look at again
cards       guess beside truth, in words
"""
