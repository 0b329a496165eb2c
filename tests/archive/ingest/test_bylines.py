import pytest

from archive.ingest import bylines


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        pytest.param("سامي حداد", ["سامي حداد"], id="one name"),
        pytest.param("بقلم: سامي حداد", ["سامي حداد"], id="a word before it"),
        pytest.param("دمشق - كتب سامي حداد", ["سامي حداد"], id="a place before it"),
        pytest.param("سامي حداد، ليلى نصر", ["سامي حداد", "ليلى نصر"], id="a comma"),
        pytest.param("سامي حداد وليلى نصر", ["سامي حداد", "ليلى نصر"], id="an attached and"),
        pytest.param("سامي و ليلى", ["سامي", "ليلى"], id="an and of its own"),
        pytest.param("سامي حداد ووليد نصر", ["سامي حداد", "وليد نصر"], id="and before a name that begins with waw"),
        pytest.param("سامي وليد حداد", ["سامي وليد حداد"], id="a name that begins with waw"),
        pytest.param("سامي حداد وليد نصر", ["سامي حداد وليد نصر"], id="four names of one person"),
        pytest.param("سامي وليلى", ["سامي وليلى"], id="too short to be sure"),
        pytest.param("أحمد علي - القاهرة", ["أحمد علي - القاهرة"], id="no verb, so no place is dropped"),
        pytest.param("By John Smith and Ali Hasan", ["John Smith", "Ali Hasan"], id="English"),
        pytest.param("رويترز", ["رويترز"], id="an agency"),
        pytest.param("2019", [], id="a number"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_byline_gives_its_names(byline, names):
    assert [name.name for name in bylines.split(byline)] == names


def test_the_printed_form_is_kept():
    [name] = bylines.split("بقلم: سامي حداد")

    assert (name.name, name.printed) == ("سامي حداد", "بقلم: سامي حداد")
