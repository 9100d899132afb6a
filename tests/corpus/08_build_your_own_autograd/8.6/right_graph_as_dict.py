# why: the graph stands in a dict, and a heap keeps the order
import math
GRAPH = {}
class Value:
    _n = 0
    def __init__(self, data, edges=()):
        Value._n += 1
        self.key, self.data, self.grad = Value._n, data, 0.0
        GRAPH[self.key] = (self, tuple(edges))
    @staticmethod
    def of(o): return o if isinstance(o, Value) else Value(o)
    def __add__(self, o): o = Value.of(o); return Value(self.data + o.data, [(self.key, 1.0), (o.key, 1.0)])
    def __mul__(self, o): o = Value.of(o); return Value(self.data * o.data, [(self.key, o.data), (o.key, self.data)])
    def __pow__(self, n): return Value(self.data**n, [(self.key, n * self.data**(n - 1))])
    def exp(self): return Value(math.exp(self.data), [(self.key, math.exp(self.data))])
    def log(self): return Value(math.log(self.data), [(self.key, 1 / self.data)])
    def relu(self): return Value(max(0, self.data), [(self.key, float(self.data > 0))])
    def sigmoid(self):
        p = 1 / (1 + math.exp(-self.data)) if self.data > -700 else 0.0
        return Value(p, [(self.key, p * (1 - p))])
    def __neg__(self): return -1 * self
    def __sub__(self, o): return self + (-Value.of(o))
    def __truediv__(self, o): return self * Value.of(o)**-1
    def __radd__(self, o): return self + o
    def __rmul__(self, o): return self * o
    def __rsub__(self, o): return Value.of(o) - self
    def __rtruediv__(self, o): return Value.of(o) / self
    def backward(self):
        import heapq
        got, heap = {self.key: 1.0}, [-self.key]
        while heap:
            k = -heapq.heappop(heap)
            node, edges = GRAPH[k]
            g = got.pop(k)
            node.grad = g if edges else node.grad + g
            for p, s in edges:
                if p not in got:
                    got[p] = 0.0; heapq.heappush(heap, -p)
                got[p] += g * s
