# attack: input, getpass, breakpoint, %debug and reading from descriptor 0 wait for somebody who isn't there.
# wants: stop
# assignment: 05_bce_neuron
# expects: graded
# %% after start
input("Your name? ")
# %% last
import getpass
getpass.getpass()
# %% last
breakpoint()
# %% last
%pdb on
1 / 0
# %% last
%debug
# %% last
import os
os.read(0, 1)
