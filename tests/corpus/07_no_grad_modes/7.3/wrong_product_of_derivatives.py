# mistake: Your numbers are the product of the two derivatives, which is not the derivative of the product.
# why: the derivative of a product taken for the product of the derivatives
def held_square_gradient(x):
    return 2 * x * torch.cos(x)
