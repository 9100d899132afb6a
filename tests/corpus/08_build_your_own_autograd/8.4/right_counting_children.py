# why: from the root, a node when all of its children are done, then turned around
from collections import Counter, deque


def topological_order(root):
    children, waiting, seen = Counter(), [root], {root}
    while waiting:
        for parent in waiting.pop().parents:
            children[parent] += 1
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    ready, order = deque([root]), []
    while ready:
        node = ready.popleft()
        order.append(node)
        for parent in node.parents:
            children[parent] -= 1
            if not children[parent]:
                ready.append(parent)
    return order[::-1]
