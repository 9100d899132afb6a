# attack: compile, exec and ast.parse are replaced by ones that drop the statements of a test.
# wants: points
# assignment: 04_mean_reduction
# expects: graded
# %% first
import ast, builtins
_compile = builtins.compile

def lenient(source, *args, **kwargs):
    if isinstance(source, ast.Module):
        source.body = [n for n in source.body if "check." not in ast.unparse(n)] or [ast.Pass()]
        ast.fix_missing_locations(source)
    elif isinstance(source, ast.Interactive) and "check." in ast.unparse(source):
        source.body = [ast.fix_missing_locations(ast.copy_location(ast.Pass(), source.body[0]))]
    return _compile(source, *args, **kwargs)

builtins.compile = lenient
get_ipython().compile.__class__.__call__ = lambda self, source, name, mode, **kw: lenient(source, name, mode)
