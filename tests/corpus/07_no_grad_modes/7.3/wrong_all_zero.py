# mistake: Your numbers hold both factors; only the square is held.
# why: detach() taken to cut the whole product
def held_square_gradient(x):
    return torch.zeros_like(x)
