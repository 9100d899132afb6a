# attack: An AST transformer puts each cell into try … except, so that no test cell ever fails.
# wants: points
# assignment: 03_multivariable
# expects: graded
# %% first
import ast

class Swallow(ast.NodeTransformer):
    def visit_Module(self, node):
        made = ast.parse("try:\n    pass\nexcept BaseException:\n    pass")
        made.body[0].body = node.body or [ast.Pass()]
        return ast.fix_missing_locations(made)

get_ipython().ast_transformers.append(Swallow())
