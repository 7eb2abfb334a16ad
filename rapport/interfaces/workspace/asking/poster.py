"""A poster with a code that opens the page of a survey or a site: one SVG to print, A4, nothing from elsewhere."""

from __future__ import annotations

import textwrap
from html import escape
from io import BytesIO

from rapport.interfaces.look.wording.saying_words import said_in

WIDTH, HEIGHT = 595, 842
CODE, LEFT, LETTERS = 320, 64, 26
SERIF, SANS = "Georgia, 'Times New Roman', serif", "Arial, Helvetica, sans-serif"


def draw(*, address: str, question: str, brand: str, language: str, hint: str = "") -> str:
    """The whole SVG; the address stands below the code for those without a camera, and `hint` says so."""
    hint = hint or said_in(language)[1].poster
    lines = textwrap.wrap(question, LETTERS)[:6]
    top = 190 + 46 * len(lines)
    body = [
        _text(LEFT, 90, brand, size=20, weight="bold"),
        f'<path d="M{LEFT} 108H{WIDTH - LEFT}" stroke="#211e1a"/>',
        *[_text(LEFT, 180 + 46 * n, line, size=36) for n, line in enumerate(lines)],
        _code(address, top=top),
        _text(LEFT, top + CODE + 40, hint, size=18),
        _text(LEFT, top + CODE + 68, address, size=14, family=SANS),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" lang="{language}"><title>{escape(question)}</title>'
        f'<path fill="#fff" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>{"".join(body)}</svg>'
    )


def _code(address: str, *, top: int) -> str:
    """Error correction Q: a quarter of it may be torn or scribbled on."""
    import segno  # only whoever prints a poster waits for it

    made, out = segno.make(address, error="q", micro=False), BytesIO()
    made.save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=0, dark="#211e1a")
    inner = out.getvalue().decode().strip()
    return inner.replace("<svg ", f'<svg x="{LEFT}" y="{top}" width="{CODE}" height="{CODE}" ', 1)


def _text(left: int, top: int, words: str, *, size: int, weight: str = "normal", family: str = SERIF) -> str:
    return (
        f'<text x="{left}" y="{top}" font-family="{family}" font-size="{size}" font-weight="{weight}" '
        f'fill="#211e1a">{escape(words)}</text>'
    )
