"""Headless Chromium for the tests of what a browser shows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))  # `made` and `hostile`

AXE = files("axe_selenium_python") / "node_modules" / "axe-core" / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    # In a container the sandbox has no rights; shared memory is small there.
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options)
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium: Any) -> Iterator[Any]:
    """The browser at a window's size, in light colours, with nothing stored."""
    look(chromium)
    yield chromium
    chromium.execute_script("try { localStorage.clear() } catch {}")
    chromium.get("about:blank")
    chromium.get_log("browser")


def look(driver: Any, width: int = 1280, height: int = 900, dark: bool = False) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


@pytest.fixture
def looking(browser: Any) -> Callable[..., None]:
    """Change the window: width, height, dark."""
    return lambda **values: look(browser, **values)


@pytest.fixture
def faults(browser: Any) -> Callable[[], list[str]]:
    """What axe finds serious or critical on the page that is open."""

    def run() -> list[str]:
        browser.execute_script(AXE.read_text("utf-8"))
        found = browser.execute_async_script("const done = arguments[0]; axe.run().then(done, (e) => done(String(e)))")
        assert isinstance(found, dict), found
        return [
            f"{rule['id']}: {node['html']}"
            for rule in found["violations"]
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]

    return run


@pytest.fixture
def press(browser: Any) -> Callable[[str], None]:
    """Press keys one after the other, wherever the focus is."""

    def send(keys: str) -> None:
        for key in keys:
            browser.switch_to.active_element.send_keys(key)

    return send
