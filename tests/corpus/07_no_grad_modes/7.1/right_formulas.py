# why: the arithmetic is left to Python
def predicted_modes():
    x = 5.0
    return dict(detached_factor=x**2, half_recorded=2 * x, through_storage=x + 1, edited_by_data=2 * 1.0)
