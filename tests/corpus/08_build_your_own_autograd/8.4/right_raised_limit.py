# why: recursive, with a raised limit
import sys


def topological_order(root):
    order, seen = [], set()

    def visit(node):
        if node in seen:
            return
        seen.add(node)
        for parent in node.parents:
            visit(parent)
        order.append(node)

    kept = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        visit(root)
    finally:
        sys.setrecursionlimit(kept)
    return order
