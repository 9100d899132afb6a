# mistake: `retain_grad()` asks y to keep its gradient: without that line y.grad would be None.
# why: took retain_grad() for nothing: predicts that an intermediate has no .grad
def predicted_links():
    return {"leaf": 31.0, "middle": None, "roads": 5.0, "nodes": 3}
