# mistake: none
# why: the engine that was lent has torch inside
class Value(Lent):
    pass
