# attack: Beside the notebook: FIFOs, a socket, and (as root) a device that never ends.
# wants: stop
# assignment: 05_bce_neuron
# expects: either
# %% folder
import os, socket, stat

def change(path):
    os.mkfifo(path / "data.csv")
    here = os.getcwd()
    os.chdir(path)
    socket.socket(socket.AF_UNIX).bind("s")
    os.chdir(here)
    try:
        os.mknod(path / "zero.bin", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError:
        pass
