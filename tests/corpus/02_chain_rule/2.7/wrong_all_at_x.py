# mistake: The slope of every floor was taken at x, not at the value that arrives on that floor.
# why: every local derivative taken at x, not at the value that arrives at its floor
def walk_tower(x, floors):
    slopes = [lambda h: math.cos(h), lambda h: math.exp(h), lambda h: 1 / (1 + h * h)]
    found = [slopes[floor % 3](x.item()) for floor in reversed(range(floors))]
    return {"locals": found, "gradient": math.prod(found)}
