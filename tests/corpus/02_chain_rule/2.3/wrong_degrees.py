# mistake: none
# why: degrees for radians
def chain_gradient(x):
    return torch.cos(torch.deg2rad(x**2)) * 2 * x
