# mistake: Your numbers hold the sine, and let the square vary.
# why: the term of the held factor is kept, the other one dropped
def held_square_gradient(x):
    return 2 * x * torch.sin(x)
