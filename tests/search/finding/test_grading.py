"""The best of very many matches are foretold from what the index knows of their words."""

import pytest

from search.datatypes import AllOf, AnyOf, Marked
from search.finding import grading
from search.finding.grading import Lexeme

MILLION = 1_000_000
SPELT = Lexeme("=الدول", weight=1.5, df=40_000, thresholds=(4.0, 2.5, 1.5))
LEMMA = Lexeme("+dawlap", weight=1.2, df=300_000, thresholds=(9.0, 6.0, 4.0))
RARE = Lexeme("=الهيدروجين", weight=7.0, df=900)
WORD = ([SPELT], [LEMMA])


def asked_for(node):
    """All markers of a tree."""
    if isinstance(node, Marked):
        return set(node.markers)
    return set().union(*map(asked_for, node.parts))


def test_a_higher_grade_brings_more_and_is_in_fewer_articles():
    grades = grading.grades(WORD, MILLION, fineness=3, required=True)

    assert [grade.score for grade in grades] == sorted(grade.score for grade in grades)
    assert [grade.articles for grade in grades] == sorted((grade.articles for grade in grades), reverse=True)
    assert len(grades) > 4


def test_the_lowest_grade_is_that_the_word_stands_there_in_any_form():
    lowest, *_ = grading.grades(WORD, MILLION, fineness=3, required=True)

    assert lowest.node == Marked(("+dawlap",))


def test_a_word_that_may_be_missing_has_a_grade_for_that():
    missing, *_ = grading.grades(WORD, MILLION, fineness=3, required=False)

    assert (missing.node, missing.score) == (None, 0.0)


def test_a_word_in_no_tier_has_one_grade():
    [only] = grading.grades(([RARE], []), MILLION, fineness=3, required=True)

    assert only.node == Marked(("=الهيدروجين",))


def test_a_finer_division_has_more_grades():
    coarse, fine = (len(grading.grades(WORD, MILLION, fineness=fineness, required=True)) for fineness in (20, 2))

    assert coarse < fine


def test_a_set_of_few_asks_for_a_word_where_it_stands_strongly():
    grades = grading.grades(WORD, MILLION, fineness=3, required=True)

    [few] = grading.nested([grades], MILLION, [300])

    assert {"1+dawlap", "1=الدول"} & set().union(*map(asked_for, few))
    assert "+dawlap" not in set().union(*map(asked_for, few))


def test_both_words_as_typed_are_among_the_best_of_two():
    other = ([Lexeme("=قال", 1.4, 50_000)], [Lexeme("+qAl", 1.0, 400_000)])
    words = [grading.grades(word, MILLION, fineness=2, required=True) for word in (WORD, other)]

    [best] = grading.nested(words, MILLION, [4_000])

    assert any(asked_for(part) == {"=الدول", "=قال"} for part in best)


def test_words_that_must_be_there_stand_in_every_part_of_a_set():
    other = ([], [Lexeme("+qAl", 1.0, 400_000, (9.0, 6.0, 4.0))])
    words = [grading.grades(word, MILLION, fineness=4, required=True) for word in (WORD, other)]

    [best] = grading.nested(words, MILLION, [1_000])

    for part in best:
        assert isinstance(part, AllOf)
        assert any("qAl" in marker for marker in asked_for(part))
        assert any("dawlap" in marker or "الدول" in marker for marker in asked_for(part))


@pytest.mark.parametrize("size", [100, 1_000, 20_000])
def test_each_set_lies_within_the_next(size):
    grades = grading.grades(WORD, MILLION, fineness=2, required=True)

    inner, outer = grading.nested([grades], MILLION, [size, 10 * size])

    # What one part of the inner set asks, some part of the outer one asks too, or less: its levels are no higher.
    def level(node, lexeme):
        found = {int(marker[0]) if marker[0].isdigit() else 4 for marker in asked_for(node) if marker.endswith(lexeme)}
        return min(found, default=4 if lexeme == "+dawlap" else 5)  # the spelling has its lemma

    def conjunctions(parts):
        for part in parts:
            yield from part.parts if isinstance(part, AnyOf) else (part,)

    for part in conjunctions(inner):
        assert any(
            all(level(part, lexeme) <= level(wide, lexeme) for lexeme in ("=الدول", "+dawlap"))
            for wide in conjunctions(outer)
        )


def test_a_lemma_much_rarer_than_the_others_makes_grades_of_its_own():
    lemmas = [LEMMA, Lexeme("+dawl", weight=3.0, df=20_000, thresholds=(2.0, 1.0))]

    *_, highest = grading.grades(([SPELT], lemmas), MILLION, fineness=3, required=True)

    assert {"1+dawl", "1=الدول"} <= asked_for(highest.node)


@pytest.mark.parametrize("df", [20_000, 60_000])
def test_what_has_the_spelling_has_lemmas_more_frequent_than_it(df):
    rarer = Lexeme("+dawl", weight=2.0, df=df)
    word = ([Lexeme("=الدول", 1.5, 40_000)], [Lexeme("+dawlap", 1.2, 300_000), rarer])

    grades = grading.grades(word, MILLION, fineness=1.01, required=True)

    [both] = [grade for grade in grades if asked_for(grade.node) == {"=الدول", "+dawl"} and grade.score > 1.7]
    assert (both.articles == 40_000) == (df > 40_000)
