"""One style sheet, joined from its parts, light enough for a first page."""

import gzip
import re

from rapport.interfaces.look import styles

ASSETS = styles.FOLDER.parent
HTMX = ASSETS / "vendor/htmx@2.0.11/htmx.min.js"
OF_THE_PORTAL = {"suggest", "keep", "limits", "drop"}  # asked for by pages that leave the others out
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


STAFF_ONLY = {"ahead", "attach", "command", "desk"}


def _sent(*, staff: bool) -> int:
    """What a first page brings with it, in bytes, even where nothing is compressed on the way."""
    left_out = OF_THE_PORTAL if staff else STAFF_ONLY | OF_THE_PORTAL
    scripts = [file for file in (ASSETS / "js").glob("*.js") if file.stem not in left_out]
    sent = [styles.SHEET, HTMX.with_suffix(".js.gz"), *scripts, *(ASSETS / "fonts").glob("*.woff2")]
    return sum(file.stat().st_size for file in sent)


def test_sheet_font_and_scripts_leave_room_for_the_page() -> None:
    assert _sent(staff=False) < 84_700


def test_the_scripts_of_the_desk_are_few() -> None:
    assert _sent(staff=True) < 105_600


def test_the_first_page_of_somebody_new_is_light_on_a_poor_line() -> None:
    words = [styles.SHEET, *(ASSETS / f"js/{name}.js" for name in OF_THE_PORTAL)]
    sent = sum(len(gzip.compress(file.read_bytes(), 9)) for file in words)
    assert (
        sent + sum(file.stat().st_size for file in (ASSETS / "fonts").glob("*.woff2")) < 50_000
    )  # 60 KB with the page


def test_the_compressed_htmx_is_the_plain_one() -> None:
    assert gzip.decompress(HTMX.with_suffix(".js.gz").read_bytes()) == HTMX.read_bytes()


def test_vendored_files_have_their_licence_beside_them() -> None:
    for folder in (ASSETS / "vendor").iterdir():
        assert (folder / "LICENSE").is_file(), folder
    assert list((ASSETS / "fonts").glob("OFL*.txt"))


def test_what_is_meant_within_something_is_still_meant_there_in_the_joined_sheet() -> None:
    """The tool that takes out spaces takes `.prose :is(ul)` for `.prose:is(ul)`, which is another thing."""
    joined = styles.joined()
    for part in (".prose *:is(ul,ol)", ".mast .who *:is(a,button)", ".draft .by *:is(input,select)"):
        assert part in joined
