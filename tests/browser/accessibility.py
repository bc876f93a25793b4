"""What axe-core finds on a page, and whether it scrolls sideways."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def problems_of(page: Page, rules: dict[str, Any]) -> list[str]:
    """Return what is wrong with a page as it stands."""
    problems = [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in Axe().run(page, options=rules).response["violations"]
        for node in violation["nodes"]
    ]
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if wider > 0:
        problems.append(f"scrolls sideways by {wider} px")
    return problems
