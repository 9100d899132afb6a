"""The mistake bank: which known mistake makes exactly this result? Entered through `learn.diagnose`."""
