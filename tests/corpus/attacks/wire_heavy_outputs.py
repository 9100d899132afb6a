# attack: Outputs of megabytes put past the child's own caps, in each of a hundred cells, for the judge and the writer to carry.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% first
def flood():
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 7_900_000}
    get_ipython().sink.outputs.append(output)
# %% notebook
def change(book):
    for number in range(100):
        book["cells"].append({"cell_type": "code", "id": f"flood-{number}", "metadata": {}, "outputs": [],
                              "execution_count": None, "source": "flood()"})
