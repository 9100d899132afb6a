# attack: Random bytes, deep JSON, numbers of a million digits, and blobs with negative lengths on the channel.
# wants: stop
# assignment: 06_accumulation
# expects: graded
# %% answers
import os, struct
bodies = [os.urandom(500), b"[" * 200_000, b'{"blobs": [-1, 1e999], "number": ' + b"9" * 1_000_000 + b"}", b'{"a":' * 50_000, b"null", b'"\\ud800"']
turn = []

def NAME(*args):
    turn.append(1)
    body = bodies[len(turn) % len(bodies)]
    for fd in range(3, 256):
        try:
            os.write(fd, struct.pack("<II", len(body), 0) + body)
        except OSError:
            pass
