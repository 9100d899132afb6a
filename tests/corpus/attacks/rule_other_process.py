# attack: Autograd where it is forbidden, in a thread that was started earlier and waits for inputs.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after given_1_2
import queue, threading
asked, told = queue.Queue(), queue.Queue()
grad = torch.func.grad

def serve():
    while True:
        x = asked.get()
        told.put(grad(lambda x: cubic(x).sum())(x))

threading.Thread(target=serve, daemon=True).start()
# %% replace answer_1_2
def cubic_slope(x):
    asked.put(x)
    return told.get(timeout=2)
