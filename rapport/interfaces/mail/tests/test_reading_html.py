"""HTML mail is shown without anything that runs, fetches or leaves its box, and is read as text with quotes."""

from __future__ import annotations

import time

import pytest

from rapport.interfaces.mail.reading.html import safe_html
from rapport.interfaces.mail.reading.html_text import html_to_text
from rapport.interfaces.mail.reading.replies import separate
from rapport.interfaces.mail.reading.styles import safe_style


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<style>body{background:url(http://evil.example)}</style>",
        "<form action=http://evil.example><input name=password><button>Go</button></form>",
        "<meta http-equiv=refresh content='0;url=http://evil.example'>",
        "<base href=http://evil.example>",
        "<link rel=stylesheet href=http://evil.example>",
        "<iframe src=http://evil.example></iframe>",
        "<object data=http://evil.example></object>",
        "<embed src=http://evil.example>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<img src=x onerror=alert(1)>",
        "<img src='javascript:alert(1)'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<div style='position:fixed;top:0;left:0'>x</div>",
        "<div style='background:url(http://evil.example/x)'>x</div>",
        "<div style='background-color:\\75rl(http://evil.example/x)'>x</div>",
        "<table background=http://evil.example/x><tr><td background=http://evil.example/x>x</td></tr></table>",
        "<video src=http://evil.example autoplay poster=http://evil.example></video>",
        "<picture><source srcset=http://evil.example/x><img srcset=http://evil.example/x></picture>",
        "<p onclick=alert(1) class=x id=y>x</p>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<!--[if mso]><script>alert(1)</script><![endif]-->",
    ],
)
def test_nothing_hostile_is_left(hostile: str) -> None:
    shown = safe_html(f"<p>before</p>{hostile}<p>after</p>").lower()
    assert "before" in shown and "after" in shown
    for word in (
        "alert",
        "evil",
        "script",
        "position",
        "url(",
        "<form",
        "<input",
        "onerror",
        "onclick",
        "id=",
        "class=",
    ):
        assert word not in shown


def test_remote_images_wait_until_asked_and_inner_images_stay() -> None:
    shown = safe_html('<img src="https://track.example/a.gif?b=1&amp;c=2" alt="Logo"><img src="cid:logo@x">')
    assert shown == ('<img data-remote-src="https://track.example/a.gif?b=1&amp;c=2" alt="Logo"><img src="cid:logo@x">')


def test_links_carry_rel_and_open_apart() -> None:
    shown = safe_html('<a href="https://x.example">x</a>')
    assert shown == '<a href="https://x.example" target="_blank" rel="noopener noreferrer nofollow">x</a>'


@pytest.mark.parametrize(
    ("style", "left"),
    [
        ("color: #ff0000; font-weight:bold", "color: #ff0000; font-weight: bold"),
        ("margin: -500px; padding: 3px", "padding: 3px"),
        ("color: rgb(1, 2, 3)", "color: rgb(1, 2, 3)"),
        ("width: calc(100vw)", ""),
        ("width: expression(alert(1))", ""),
        ("z-index: 9; display: none; float: left", ""),
        ("mso-style-priority: 99", ""),
    ],
)
def test_styles_stay_by_name_and_value(style: str, left: str) -> None:
    assert safe_style(style) == left


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br><br>Three", "One\nTwo\n\nThree"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("<ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>", "- One\n- Two\n  - Three"),
        ("<ol start=3><li>One</li><li>Two</li></ol>", "3. One\n4. Two"),
        ("<table><tr><td>One</td><td>Two</td></tr><tr><td>Three</td></tr></table>", "One Two\nThree"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a &amp; b &lt;c&gt; &nbsp;d &#8364;", "a & b <c>  d €"),
        ("<a href='https://x.example/page'>the page</a>", "the page <https://x.example/page>"),
        ("<a href='https://x.example/'>https://x.example/</a>", "https://x.example/"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>\n> > b\n>\n\nc"),
        ("<style>p{}</style><title>t</title><script>s</script>x", "x"),
        ("<p class=MsoNormal>One</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Two</p>", "One\n\nTwo"),
    ],
)
def test_html_reads_as_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="gmail_quote">On Mon, 2 Nov 2026 at 10:00, Hugo &lt;h@x.example&gt; wrote:<br>'
        "<blockquote>Q</blockquote></div>",
        '<div id="divRplyFwdMsg"><b>From:</b> Hugo<br><b>Sent:</b> Monday<br><b>To:</b> Ada</div><div>Q</div>',
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>Von:</b> Hugo<br>"
        "<b>Gesendet:</b> Montag</p></div>Q",
        "<hr><b>From: </b>h@x.example<br><b>To: </b>a@x.example<br><b>Sent: </b>Monday<br><b>Subject: </b>S<br><br>Q",
        '<div class="moz-cite-prefix">Am 02.11.26 um 10:00 schrieb Hugo:<br></div>'
        '<blockquote type="cite">Q</blockquote>',
        '<div class="yahoo_quoted"><div>On Monday, 2 November 2026 at 10:00:00 CET, '
        "Hugo &lt;h@x.example&gt; wrote:</div>Q</div>",
        "<blockquote type=cite>Q</blockquote>",
    ],
    ids=["gmail", "outlook web", "outlook border", "zimbra", "thunderbird", "yahoo", "bare"],
)
def test_an_html_reply_is_told_from_its_quote(quoted: str) -> None:
    written, folded = separate(html_to_text(f"<div>It works.</div><div>Ada</div><br>{quoted}"))
    assert written == "It works.\nAda"
    assert "Q" in folded


def test_a_signature_marked_by_the_client_is_folded() -> None:
    html = '<div>It works.</div><div>Ada</div><div class="gmail_signature">Ada Lovelace<br>Client Ltd</div>'
    assert separate(html_to_text(html))[0] == "It works.\nAda"


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    ["<div>" * 50_000, "<b>" * 50_000, "<" * 200_000, "<a " * 100_000, "<!--" * 100_000, "</p>" * 100_000,
     "<p><b>" * 50_000, "<table>" * 20_000, "<blockquote>" * 500 + "x<br>" * 50_000, "&" * 300_000],
    ids=lambda html: html[:8],
)  # fmt: skip
def test_hostile_nesting_takes_less_than_a_few_seconds(html: str) -> None:
    began = time.process_time()
    safe_html(html)
    html_to_text(html)
    assert time.process_time() - began < 8, "a child has ten seconds in all"
