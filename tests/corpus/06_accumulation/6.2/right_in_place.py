# why: a running tensor changed in place
def ledger_by_hand(x, steps):
    book = torch.zeros_like(x)
    for step in steps:
        if "cube" in step:
            book += 3 * x * x
        if step == "sine":
            book.add_(torch.cos(x))
        if step == "zero":
            book.zero_()
    return book
