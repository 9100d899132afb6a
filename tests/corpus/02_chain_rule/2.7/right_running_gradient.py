# why: the running gradient is handed from node to node, the local derivative asked besides
def walk_tower(x, floors):
    node, grad, found = tower(x, floors).grad_fn, torch.tensor(1.0), []
    for _ in range(floors):
        found.append(node(torch.tensor(1.0)).detach().item())
        grad = node(grad)
        node = node.next_functions[0][0]
    return dict(gradient=grad.item(), locals=found)
