"""Ways of using a page: with a mouse, with the keyboard alone, with a finger."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST_TABS = 150


@dataclass(frozen=True)
class Mouse:
    page: Page

    def press(self, target: Locator) -> None:
        target.click()

    def fill(self, target: Locator, text: str) -> None:
        target.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def tick(self, target: Locator) -> None:
        target.click()


@dataclass(frozen=True)
class Finger(Mouse):
    def press(self, target: Locator) -> None:
        target.tap()

    def tick(self, target: Locator) -> None:
        target.tap()


@dataclass(frozen=True)
class Keyboard(Mouse):
    """Reaches everything with Tab, and radio buttons with the arrow keys."""

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def fill(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def tick(self, target: Locator) -> None:
        if target.get_attribute("type") == "radio":
            name = target.get_attribute("name")
            self.reach(self.page.locator(f"input[name={name}]:checked"))
            for _ in range(10):
                if target.is_checked():
                    return
                self.page.keyboard.press("ArrowDown")
            raise AssertionError("the arrow keys do not reach it")
        self.reach(target)
        self.page.keyboard.press("Space")

    def reach(self, target: Locator) -> None:
        for _ in range(MOST_TABS):
            if target.evaluate("(one) => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")
