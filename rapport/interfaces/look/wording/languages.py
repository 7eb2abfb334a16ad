"""Languages by their names: people read "German", machines write "de"."""

from __future__ import annotations

from django.utils.translation import get_language_info, gettext, override

# What a profile offers; any other code that came with a mail or an import is kept and named where it has a name.
OFFERED = (
    *("ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "ga", "he", "hi", "hr", "hu", "id", "it"),
    *("ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "ur", "vi"),
    "zh-hans",
)
OF_PAGES = "en"  # what our pages are written in
BROAD = {"zh": "Chinese", "no": "Norwegian"}


def name_of(code: str, *, page: str = OF_PAGES) -> str:
    """The name of a language, in English or in that of the page; a code that has none stays as it is.

    >>> name_of("de"), name_of("de-AT"), name_of("tlh"), name_of("")
    ('German', 'German', 'tlh', '')
    """
    if not code or code in BROAD:
        return BROAD.get(code, "")
    try:
        name = str(get_language_info(code.lower().replace("_", "-"))["name"])
    except KeyError:
        return code
    if page == OF_PAGES:
        return name
    with override(page):
        return gettext(name)


def foreign(code: str | None, *, page: str = OF_PAGES) -> str:
    """The name of a language that is not the page's own, so that what stands in it can say so; else nothing.

    >>> foreign("de"), foreign("en-GB"), foreign("")
    ('German', '', '')
    >>> foreign("en", page="de")
    'Englisch'
    """
    return name_of(code, page=page) if code and code.split("-")[0] != page else ""


def choices(*, besides: str = "") -> list[tuple[str, str]]:
    """Codes and names for a choice, by name; `besides` is one that somebody has already."""
    codes = {*OFFERED, *([besides] if besides else [])}
    return sorted(((code, name_of(code)) for code in codes), key=lambda pair: pair[1])
