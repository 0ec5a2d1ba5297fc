"""The checker itself: faults put in on purpose are found, so that silence means something."""

import pytest

from tests.browser.pages import PageChecker

BROKEN = """<!doctype html><html lang="en"><head><title>Broken</title></head><body><main><h1>Broken</h1>
<p style="width: 2000px; color: #eee">Too wide, too pale</p><ul><p>Not an item</p></ul><input type="text"></main></body></html>"""


def test_axe_the_html_checker_and_the_width_find_faults(demo_site: str, checker: PageChecker) -> None:
    checker.check_page(BROKEN, f"{demo_site}/en/guide/")
    with pytest.raises(AssertionError) as found:
        checker.finish()
    said = str(found.value)
    assert "label: " in said and "color-contrast: " in said
    assert "scrolls sideways" in said
    assert "not allowed as child of element" in said
