# why: nothing forbids to look afterwards
def predicted_links():
    return dict(leaf=leaf_program(), middle=middle_program(), roads=roads_program(), nodes=nodes_program())
