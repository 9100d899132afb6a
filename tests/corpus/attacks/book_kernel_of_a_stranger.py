# attack: A kernelspec, a language and a format that are not the course's: bash, R, a path, nbformat 3 and a minor of a million.
# wants: points
# assignment: 03_multivariable
# expects: either
# %% notebook
def change(book):
    book["metadata"]["kernelspec"] = {"name": "../../@OUTSIDE@", "display_name": "<script>", "argv": ["/bin/sh"]}
    book["metadata"]["language_info"] = {"name": "bash", "file_extension": "../../x"}
    book["nbformat_minor"] = 10**6
