"""axe-core on an open page: what keeps somebody from reading it who can't see, or can't see well."""

from __future__ import annotations

from importlib import resources

from playwright.sync_api import Page

RUN = """async ([without]) => {
  const found = await axe.run(document, {rules: Object.fromEntries(without.map(rule => [rule, {enabled: false}]))});
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`));
}"""


def violations(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """`rule: the element`, one for each; `without` are rules that a test sets aside, and says why."""
    script = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(f"() => {{ if (!window.axe) {{ {script} }} }}")
    found: list[str] = page.evaluate(RUN, [list(without)])
    return found
