# attack: Errors are never shown: a custom exception handler eats every failed test.
# wants: points
# assignment: 06_accumulation
# expects: graded
# %% first
shell = get_ipython()
shell.set_custom_exc((BaseException,), lambda *args, **kwargs: None)
shell.showtraceback = shell.showsyntaxerror = lambda *args, **kwargs: None
shell._showtraceback = lambda *args, **kwargs: None
