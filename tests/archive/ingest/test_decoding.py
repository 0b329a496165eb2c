import codecs

import pytest

from archive.ingest import decoding
from archive.ingest.problems import Reason, Refused
from tests.archive.ingest.making import BODY


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        pytest.param("utf-8", "utf-8", id="UTF-8"),
        pytest.param("utf-8-sig", "utf-8", id="UTF-8 with a mark"),
        pytest.param("utf-16", "utf-16-le", id="UTF-16 with a mark"),
        pytest.param("utf-16-le", "utf-16-le", id="UTF-16 little-endian without a mark"),
        pytest.param("utf-16-be", "utf-16-be", id="UTF-16 big-endian without a mark"),
        pytest.param("cp1256", "windows-1256", id="windows-1256"),
        pytest.param("iso8859-6", "iso-8859-6", id="ISO-8859-6"),
    ],
)
def test_arabic_is_read_in_every_common_encoding(encoding, found):
    decoded = decoding.decode(BODY.encode(encoding))

    assert decoded == decoding.Decoded(BODY, found)


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6"])
def test_a_short_headline_is_enough_to_tell_the_encoding(encoding):
    assert decoding.decode("مقتل ثلاثة جنود".encode(encoding)).text == "مقتل ثلاثة جنود"


def test_french_names_survive_in_windows_1256():
    text = "قال الرئيس الفرنسي François Hollande في باريس إن القمة نجحت"

    assert decoding.decode(text.encode("cp1256")).text == text


def test_a_wrong_declaration_is_not_believed():
    assert decoding.decode(BODY.encode("cp1256"), declared="utf-8").encoding == "windows-1256"
    assert decoding.decode(BODY.encode("utf-8"), declared="windows-1256").encoding == "utf-8"


@pytest.mark.parametrize("declared", ["", "no-such-thing", "rot13", "zlib", "\0", "utf-16"])
def test_a_useless_declaration_does_no_harm(declared):
    assert decoding.decode(BODY.encode("cp1256"), declared).text == BODY


def test_spoilt_utf8_is_refused_and_never_patched():
    with pytest.raises(Refused) as refused:
        decoding.decode(BODY.encode()[:41] + b"\xff" + BODY.encode()[41:])

    assert refused.value.reason == Reason.UNKNOWN_ENCODING


def test_bytes_that_do_not_fit_are_named_by_their_position():
    with pytest.raises(Refused) as refused:
        decoding.decode_strictly(b"abc\xff", "utf-8")

    assert (refused.value.reason, refused.value.detail["position"]) == (Reason.BAD_BYTES, 3)


def test_a_picture_has_no_encoding():
    with pytest.raises(Refused):
        decoding.decode(bytes(range(128, 256)) * 20)


def test_a_stream_with_one_spoilt_line_is_still_utf8():
    head = b"\n".join([BODY.encode(), b"\xff\xfe\xff", BODY.encode(), BODY.encode(), b""])

    assert decoding.detect(head, by_lines=True) == "utf-8"


def test_a_letter_cut_at_the_end_of_a_head_does_not_mislead():
    assert decoding.detect(BODY.encode()[:-3]) == "utf-8"


def test_the_mark_is_no_part_of_the_text():
    assert decoding.decode(codecs.BOM_UTF16_BE + BODY.encode("utf-16-be")).text == BODY
