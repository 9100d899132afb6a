# attack: Output without end: stdout, stderr, rich displays, logs, and pictures of a hundred megapixels.
# wants: stop
# assignment: 07_no_grad_modes
# expects: graded
# %% first
import sys
for _ in range(20_000):
    print("loss: 0.25 " * 1000)
# %% first
import sys
for _ in range(20_000):
    sys.stderr.write("warning " * 1000)
# %% first
from IPython.display import HTML, display
for _ in range(50_000):
    display(HTML("<b>right</b>" * 1000))
# %% last
import matplotlib.pyplot as plt
plt.figure(figsize=(120, 120), dpi=100)
plt.plot([1, 2])
plt.show()
