"""The rules of accessibility, as axe knows them."""

from axe_playwright_python.sync_playwright import Axe

# Each broken rule with the places that break it. What axe says besides is long, and nobody reads it here.
ASK = """
    (options) => axe.run({resultTypes: ["violations"], preload: false, ...options}).then(({violations}) =>
        Object.fromEntries(violations.map(({id, nodes}) => [id, nodes.map(({target}) => target)])))
"""


def broken(page) -> dict[str, list]:
    """Every rule in the light theme; in the dark one, which differs in nothing but colours, the rule of contrast."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = {}
    for theme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme=theme)
        found |= {f"{theme} {rule}": places for rule, places in page.evaluate(ASK, options).items()}
    return found
