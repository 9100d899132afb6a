# attack: IPython extensions, %run, %load, %autoreload, %reset, %xdel and profile magics on files handed in.
# wants: stop
# assignment: 05_bce_neuron
# expects: graded
# %% file extension.py
def load_ipython_extension(shell):
    type(shell).run_cell = lambda *args, **kw: None
    shell.user_ns.clear()
# %% file again.py
get_ipython().run_line_magic("run", "again.py")
# %% first
%reset -f
%load_ext autoreload
%autoreload 2
%load_ext extension
# %% last
%run again.py
