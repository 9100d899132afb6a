# attack: In place of the notebook one zip: a gigabyte of zeros under its name, and one inside another.
# wants: stop
# assignment: 06_accumulation
# expects: refused
# %% folder
import io, zipfile

def change(path):
    book = next(path.glob("*.ipynb"))
    book.unlink()
    with zipfile.ZipFile(path / "submission.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        with zipped.open(zipfile.ZipInfo(book.name), "w", force_zip64=True) as file:
            for _ in range(200):
                file.write(bytes(5_000_000))
        for number in range(2000):
            zipped.writestr(f"{number}/inner.zip", b"PK\x05\x06" + bytes(18))
