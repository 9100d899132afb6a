# attack: Frames without end, each of them in order, as fast as the socket takes them.
# wants: stop
# assignment: 05_bce_neuron
# expects: graded
# %% answers
import os, struct

def NAME(*args):
    body = b'{"number": "x", "blobs": [], "outputs": [' + b"[]," * 10_000 + b"0]}"
    for fd in range(3, 256):
        try:
            os.write(fd, b"")
            while True:
                os.write(fd, struct.pack("<II", len(body), 0) + body)
        except OSError:
            continue
