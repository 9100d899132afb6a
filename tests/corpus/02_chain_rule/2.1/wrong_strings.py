# mistake: none
# why: wrote the numbers as text
def predicted_links():
    return {"leaf": "31", "middle": "3", "roads": "5", "nodes": "3"}
