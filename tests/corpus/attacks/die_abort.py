# attack: os.abort, a core dump and a corrupted heap in the middle of a test.
# wants: stop
# base: solved
# assignment: 03_multivariable
# expects: graded
# %% last
import os
os.abort()
