"""The aliases that a new archive begins with: what stands in the file, and how it comes into the table."""

import pytest

import arabic
from search.models import Alias, AliasEvent
from search.query import seeding

GROUPS = list(seeding.read(seeding.FILE.read_text(encoding="utf-8")))


def telling(expression: str) -> list[arabic.Token]:
    return [token for token in arabic.analyse(expression) if not token.stop]


def test_the_file_has_enough_groups_of_every_kind():
    assert len(GROUPS) >= 220
    assert {group.kind for group in GROUPS} == set(Alias.Kind.values)


def test_no_expression_stands_twice_in_one_kind():
    known: dict[tuple, str] = {}
    for group in GROUPS:
        for expression in group.expressions:
            key = (group.kind, *(token.lexemes[0] for token in telling(expression)))
            assert key not in known, f"{expression} stands in «{known.get(key)}» and in «{group.expressions[0]}»"
            known[key] = group.expressions[0]


def test_every_expression_is_a_word_that_tells_something():
    for group in GROUPS:
        for expression in group.expressions:
            assert len(expression) > 1, expression
            assert telling(expression), f"{expression} is very common words alone"
            assert expression == " ".join(expression.split())


def test_what_counts_beside_a_number_is_a_month():
    assert {group.kind for group in GROUPS if group.beside_number} == {"month"}
    assert all(set(group.beside_number) <= set(group.expressions) for group in GROUPS)


@pytest.mark.parametrize(
    ("line", "group"),
    [
        pytest.param(
            "[month]\nأغسطس = آب* ; آب is also a father",
            seeding.Group("month", ("أغسطس", "آب"), "all", ("آب",), "آب is also a father"),
            id="a star and a note",
        ),
        pytest.param(
            "[exonym]\nAmman > عمان", seeding.Group("exonym", ("Amman", "عمان"), "first", (), ""), id="one way"
        ),
    ],
)
def test_a_line_is_read(line, group):
    assert list(seeding.read(line)) == [group]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("حلب = Aleppo", id="of no kind"),
        pytest.param("[exonym]\nحلب", id="one expression"),
        pytest.param("[exonym]\nحلب = = Aleppo", id="an empty expression"),
        pytest.param("[exonym]\nحلب = Aleppo > Alep", id="both signs"),
    ],
)
def test_a_line_that_is_no_group_is_refused(line):
    with pytest.raises(ValueError, match="is no group"):
        list(seeding.read(line))


def test_what_curators_did_is_left_alone(db):
    Alias.objects.all().delete()
    seeding.seed(Alias, AliasEvent, "[exonym]\nAlpha = ألفا\nBeta = بيتا\nGamma = غاما")
    Alias.objects.filter(expressions__contains=["ألفا"]).update(expressions=["ألفا", "Alpa"])
    Alias.objects.filter(expressions__contains=["بيتا"]).delete()

    added = seeding.seed(Alias, AliasEvent, "[exonym]\nAlpha = ألفا\nBeta = بيتا\nGamma = غاما\nDelta = دلتا")

    assert added == 1
    assert sorted(alias.expressions for alias in Alias.objects.all()) == [
        ["Delta", "دلتا"],
        ["Gamma", "غاما"],
        ["ألفا", "Alpa"],
    ]
