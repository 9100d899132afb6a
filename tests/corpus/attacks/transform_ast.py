# attack: An AST transformer takes every call of check.… out of the cells that follow.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import ast

class NoChecks(ast.NodeTransformer):
    def visit_Expr(self, node):
        return ast.Pass() if ast.unparse(node).startswith("check.") else node

get_ipython().ast_transformers.append(NoChecks())
