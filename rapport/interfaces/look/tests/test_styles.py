"""One style sheet, joined from its parts, light enough for a first page."""

import gzip
import re

from rapport.interfaces.look import styles

ASSETS = styles.FOLDER.parent
HTMX = ASSETS / "vendor/htmx@2.0.11/htmx.min.js"
APART = {"rapport", "gallery"}  # the sheet itself, and the one only the page of components asks for


def test_the_committed_sheet_is_up_to_date() -> None:
    assert styles.SHEET.read_text(encoding="utf-8") == styles.joined(), "run python -m rapport.interfaces.look.styles"


def test_every_style_file_is_in_the_stated_order() -> None:
    assert {file.stem for file in styles.FOLDER.glob("*.css")} - APART == set(styles.ORDER)


def test_every_file_lies_in_a_layer() -> None:
    for name in styles.ORDER[2:]:
        assert re.search(r"@layer [a-z]+ \{", (styles.FOLDER / f"{name}.css").read_text(encoding="utf-8")), name


def test_every_address_in_the_sheet_exists() -> None:
    for address in re.findall(r'url\("([^"]+)"\)', styles.joined()):
        assert (styles.FOLDER / address).is_file(), address


def test_sheet_font_and_scripts_leave_room_for_the_page_even_where_nothing_is_compressed_on_the_way() -> None:
    sent = [
        styles.SHEET,
        HTMX.with_suffix(".js.gz"),
        *(ASSETS / "js").glob("*.js"),
        *(ASSETS / "fonts").glob("*.woff2"),
    ]
    assert sum(file.stat().st_size for file in sent) < 84_000


def test_the_compressed_htmx_is_the_plain_one() -> None:
    assert gzip.decompress(HTMX.with_suffix(".js.gz").read_bytes()) == HTMX.read_bytes()


def test_vendored_files_have_their_licence_beside_them() -> None:
    for folder in (ASSETS / "vendor").iterdir():
        assert (folder / "LICENSE").is_file(), folder
    assert list((ASSETS / "fonts").glob("OFL*.txt"))
