"""Credits at the end of a dispatch: who did what."""

import pytest

from archive.ingest import wire


def people(line: str, before: str = "قال مسؤول إن الحرب انتهت.\n\n") -> list[tuple[str, str]]:
    return [(one.name, one.role) for one in wire.read("عنوان", "", before + line).people]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "(إعداد محمد فرج للنشرة العربية - تحرير سها جادو)",
            [("محمد فرج", "preparing"), ("سها جادو", "editing")],
            id="prepared and edited",
        ),
        pytest.param(
            "(تغطية صحفية ليلى بسام وتوم بيري – إعداد دعاء محمد للنشرة العربية – تحرير أحمد صبحي خليفة)",
            [
                ("ليلى بسام", "reporting"),
                ("توم بيري", "reporting"),
                ("دعاء محمد", "preparing"),
                ("أحمد صبحي خليفة", "editing"),
            ],
            id="four people, long dashes",
        ),
        pytest.param(
            "(شارك في التغطية سليمان الخالدي في عمان وإلين فرنسيس في بيروت - كتبه توم بيري - ترجمة محمد علي)",
            [
                ("سليمان الخالدي", "reporting"),
                ("إلين فرنسيس", "reporting"),
                ("توم بيري", "author"),
                ("محمد علي", "translating"),
            ],
            id="where they are falls away",
        ),
        pytest.param(
            "(تغطية صحفية للنشرة العربية محمد علي من القاهرة)", [("محمد علي", "reporting")], id="desk before the name"
        ),
        pytest.param("ترجمة: محمد علي", [("محمد علي", "translating")], id="a line without brackets"),
        pytest.param(
            "(Reporting by Tom Perry and Laila Bassam in Beirut; Editing by Angus MacSwan)",
            [("Tom Perry", "reporting"), ("Laila Bassam", "reporting"), ("Angus MacSwan", "editing")],
            id="English",
        ),
    ],
)
def test_credits_name_people_and_what_they_did(line, expected):
    assert people(line) == expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("حوار: آسيا العتروس", ["آسيا العتروس"]),
        ("كتب - محمد علي", ["محمد علي"]),
        ("كتب: محمد علي وسها جادو", ["محمد علي", "سها جادو"]),
        ("كتبت سها جادو:", ["سها جادو"]),
        ("كتب: التاريخ العربي", []),
        ("كتب محمد علي", []),
        ("حوار: هل من حل؟", []),
        ("حوار مع الوزير", []),
        ("كتب: سامي", []),
    ],
    ids=["interview", "a dash", "two people", "colon last", "rubric", "no colon", "a question", "a topic", "one word"],
)
def test_first_line_that_signs_names_its_authors(line, names):
    found = wire.read("عنوان", "", f"{line}\n\nقال مسؤول إن الحرب انتهت.")

    assert [(one.name, one.role) for one in found.people] == [(name, "author") for name in names]
    assert [(one.field, one.paragraph) for one in found.found] == [("author", 1)] * len(names)


def test_line_that_signs_above_a_dateline_is_found_once():
    found = wire.read("عنوان", "", "كتب: محمد علي\n\nبيروت (رويترز) - قال").found

    assert [one.field for one in found].count("author") == 1


def test_credits_may_end_the_last_paragraph():
    assert people("وأضاف أنه عاد. (إعداد محمد فرج للنشرة العربية)") == [("محمد فرج", "preparing")]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("(تحرير الموصل)", id="a battle"),
        pytest.param("تحرير فلسطين هدفنا الأول والأخير", id="a sentence"),
        pytest.param("وقد أنهى الجيش عملية تحرير المدينة - وعاد السكان", id="in the middle"),
        pytest.param("(ترجمة)", id="nobody is named"),
    ],
)
def test_what_names_nobody_is_no_credit(line):
    assert people(line) == []


@pytest.mark.parametrize("line", ["المصدر: رويترز", "(رويترز)", "ح.ع.ح/ ع.ج.م(د.أ.ب/رويترز)"])
def test_agency_may_sign_at_the_end(line):
    assert "رويترز" in [one.name for one in wire.read("عنوان", "", f"قال مسؤول.\n\n{line}").agencies]


@pytest.mark.parametrize(("line", "value"), [("انتهى", "ends"), ("(يتبع)", "continues"), ("تتمة", "continued")])
def test_marks_of_continuation(line, value):
    [found] = wire.read("عنوان", "", f"قال مسؤول.\n\n{line}").found

    assert (found.field, found.value) == ("continuation", value)
