# why: one name for each road
def road_gradients(x, y):
    by_product = y
    by_square = 2 * x
    dx = by_product + by_square
    dy = x.clone()
    return dx, dy
