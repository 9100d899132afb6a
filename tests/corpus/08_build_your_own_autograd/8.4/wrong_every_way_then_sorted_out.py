# mistake: exponential_revisits
# why: asks after the visit instead of before it
import sys


def topological_order(root):
    sys.setrecursionlimit(20_000)
    order = []

    def visit(node):
        for parent in node.parents:
            visit(parent)
        if node not in order:
            order.append(node)

    visit(root)
    return order
