# mistake: none
# why: a list where a dict belongs
def predicted_links():
    return [31.0, 3.0, 5.0, 3]
