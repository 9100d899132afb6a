# attack: Outputs carry what a browser would run: scripts, handlers, frames, forms, meta refresh, SVG, data links, comments without end.
# wants: harm
# assignment: 03_multivariable
# expects: graded
# %% first
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
bad = "<script>parent.document.title='@MARK@'</script><img src=x onerror=alert(1)><svg onload=alert(1)><iframe srcdoc='<script>1</script>'></iframe><meta http-equiv=refresh content='0;url=http://127.0.0.1:@PORT@/@MARK@'><base href='http://127.0.0.1:@PORT@/'><form action='http://127.0.0.1:@PORT@/'><input name=x><a href='javascript:alert(1)'>score</a><style>@import url(http://127.0.0.1:@PORT@/@MARK@);</style><!-- <details></body></html>"
display(HTML(bad), Javascript("alert(1)"), Latex(r"$\href{javascript:alert(1)}{x}$"), Markdown(bad))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"))
display({"text/html": bad, "image/png": "not base64 \"><script>", "application/json": {"__proto__": {"x": 1}}}, raw=True)
print(bad, "\x1b[31m" * 1000)
# %% last
raise Exception("<script>alert(1)</script>")
