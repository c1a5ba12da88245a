"""Reasons not to be shown, and looks that are no reason."""

import pytest

from cleaner.html.hidden import Ink, Told, concealment, declarations, hides, style_sheet

SHOWN = Told("", Ink())


@pytest.mark.parametrize(
    "style",
    [
        "",
        "color:#fff",
        "color:#fff;background:#000",
        "text-indent:2em",
        "text-indent:-2em",
        "overflow:hidden",
        "height:0",
        "max-height:none;overflow:hidden",
        "position:absolute;left:-5px",
        "left:-9999px",
        "opacity:0.9",
        "font-size:0.8em",
        "line-height:0",
        "display:",
        "display",
        ";;:;",
    ],
)
def test_shown(style: str) -> None:
    assert hides(SHOWN, "p", {"style": style}).hidden == ""


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ("DISPLAY : none !important", "display:none"),
        ("visibility:hidden;opacity:0", "visibility:hidden"),
        ("opacity:0", "opacity:0"),
        ("font-size:0px", "font-size:0"),
        ("height:1px;width:1px;overflow:hidden", "height:1px"),
        ("text-indent:-9999px", "off-screen:text-indent"),
        ("position:absolute;top:-1000em", "off-screen:top"),
        ("position:absolute;clip:rect(0 0 0 0)", "clip"),
    ],
)
def test_hidden_by_style(style: str, reason: str) -> None:
    assert concealment(declarations(style)) == reason


def test_attributes_hide() -> None:
    assert hides(SHOWN, "p", {"hidden": None}).hidden == "hidden"
    assert hides(SHOWN, "p", {"aria-hidden": "true"}).hidden == "aria-hidden"
    assert hides(SHOWN, "p", {"aria-hidden": "false"}).hidden == ""
    assert hides(SHOWN, "marquee", {"width": "1", "height": "1"}).hidden == "marquee"
    assert hides(SHOWN, "dialog", {}).hidden == "dialog"
    assert hides(SHOWN, "dialog", {"open": ""}).hidden == ""


def test_text_in_the_colour_of_its_ground() -> None:
    ground = hides(SHOWN, "body", {"bgcolor": "#FFFFFF"})
    assert ground.hidden == ""
    white = hides(ground, "font", {"color": "white"})
    assert white.hidden == "same colour"
    assert hides(white, "span", {"style": "color: rgb(0, 0, 0)"}).hidden == ""
    assert hides(SHOWN, "p", {"style": "color:#fff"}).hidden == "", "the ground is not known"
    assert hides(ground, "p", {"style": "color:#fff;background:url(x.png)"}).hidden == ""


def test_what_is_inherited_can_be_undone() -> None:
    assert hides(Told("visibility:hidden", Ink()), "p", {"style": "visibility:visible"}).hidden == ""
    assert hides(Told("font-size:0", Ink()), "p", {"style": "font-size:14px"}).hidden == ""
    assert hides(Told("display:none", Ink()), "p", {"style": "display:block"}).hidden == "display:none"


def test_style_sheets_hide_by_simple_selectors_only() -> None:
    assert style_sheet(".a, #b , p.c{display:none}") == dict.fromkeys((".a", "#b", "p.c"), "display:none")
    assert style_sheet(".a .b{display:none} .c:hover{display:none} p{display:none}") == {}
    assert style_sheet("@media print{.a{display:none}} .b{color:red}") == {}
    assert style_sheet(".a{display:none} .a{display:block}") == {}
    assert style_sheet("/* .a{display:none} */ .b{visibility:hidden}") == {".b": "visibility:hidden"}
    assert style_sheet("@import 'x.css'; .a{display:none") == {".a": "display:none"}
