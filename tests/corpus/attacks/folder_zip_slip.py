# attack: In place of the notebook one zip, whose members want to lie outside: ../, absolute, links.
# wants: harm
# base: solved
# assignment: 05_bce_neuron
# expects: either
# %% folder
import zipfile

def change(path):
    book = next(path.glob("*.ipynb"))
    text = book.read_bytes()
    book.unlink()
    with zipfile.ZipFile(path / "submission.zip", "w") as zipped:
        zipped.writestr("../" * 12 + "tmp/@MARK@", "x")
        zipped.writestr("/tmp/@MARK@", "x")
        zipped.writestr("../../../outside/@MARK@", "x")
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        zipped.writestr(link, "@SENTINEL@")
        zipped.writestr("link/@MARK@", "x")
        zipped.writestr(book.name, text)
