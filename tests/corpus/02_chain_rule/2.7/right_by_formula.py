# why: the slopes known from school
def walk_tower(x, floors):
    found, h = [], x.item()
    for floor in range(floors):
        if floor % 3 == 0:
            found.append(math.cos(h)); h = math.sin(h)
        elif floor % 3 == 1:
            h = math.exp(h); found.append(h)
        else:
            found.append(1 / (1 + h * h)); h = math.atan(h)
    found.reverse()
    return {"locals": found, "gradient": math.prod(found)}
