# attack: File names that are no text, begin with dashes, hold newlines and markup, or are 255 bytes long; folders 200 deep.
# wants: stop
# assignment: 01_scalar_gradients
# expects: either
# %% folder
import os

def change(path):
    for name in (b"\xff\xfe.csv", b"-rf", b"a\nb.csv", b"<script>.csv", b"n" * 255, b" ", "\u202egpj.exe".encode()):
        with open(os.path.join(os.fsencode(path), name), "wb") as file:
            file.write(b"x")
    deep = path
    for _ in range(200):
        deep = deep / "d"
    os.makedirs(deep)
