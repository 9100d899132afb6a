# attack: An input transformer replaces the text of every test cell before it is compiled.
# wants: points
# base: wrong
# assignment: 02_chain_rule
# expects: graded
# %% first
def harmless(lines):
    return ["pass\n"] if any("check." in line for line in lines) else lines

get_ipython().input_transformers_post.append(harmless)
get_ipython().input_transformers_cleanup.append(harmless)
