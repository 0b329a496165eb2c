"""The model that chooses lemmas is learnt from counts alone."""

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from arabic import learning, lexicon, model

TEXTS = ["كتب الطالبُ الكتابَ", "في المكتبة كتاب وكتب", "2019 كتاب"]


def learn(counts):
    return learning.learn(learning.Counts(counts, {}))


def test_words_are_counted_in_unified_letters():
    assert learning.count(TEXTS).words["كتاب"] == 2
    assert "2019" not in learning.count(TEXTS).words


def test_what_stands_after_a_word_is_counted_where_it_can_be_one_thing_only():
    counted = learning.count(["لم يكتبوا. لم يكتبوا الكتب", "في الكتب، لم\nيكتبوا في كتب"]).after

    assert counted == {"لم": {"V": 2}, "يكتبوا": {"N": 1}, "في": {"N": 1}}


def test_a_word_after_which_verbs_stand_lets_a_verb_be_expected():
    assert learning.learn(learning.count(["لم يكتبوا"] * 60)).after == {"لم": "V"}


def test_the_same_counts_give_the_same_bytes(tmp_path):
    counts = {"كتاب": 9, "الكتاب": 7, "كتب": 5, "وكتب": 3}
    after = {"لم": {"V": 60}, "في": {"N": 60}}
    backwards = learning.Counts(dict(reversed(counts.items())), dict(reversed(after.items())))

    model.write(learning.learn(learning.Counts(counts, after)), tmp_path / "first")
    model.write(learning.learn(backwards), tmp_path / "second")

    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_a_model_is_read_as_it_was_written(tmp_path):
    learnt = learn({"كتاب": 9, "الكتاب": 7})

    model.write(learnt, tmp_path / "model")

    assert model.read(tmp_path / "model") == learnt


def test_what_was_seen_makes_its_lemma_likely():
    learnt = learn({"رئيس": 90, "الرئيس": 70, "رئيسه": 30})

    assert max(learnt.lemmas, key=lambda lemma: learnt.lemmas[lemma]) == "ra}iys"


def test_rare_words_are_left_out_of_the_vocabulary():
    assert learn({"كتاب": 9, "كتتاب": 1}).words == {"كتاب": 9}


def test_nothing_teaches_nothing():
    assert learn({}) == model.Model()


@given(st.dictionaries(st.text("ابتكل", min_size=1, max_size=6), st.integers(1, 50), max_size=8))
@settings(max_examples=25)
def test_shares_add_up_to_one(counts):
    learnt = learn(counts)

    assert not learnt.lemmas or abs(sum(learnt.lemmas.values()) - 1) < 0.01


def test_a_model_is_learnt_from_the_command_line(tmp_path):
    texts = "في المدرسة رئيس\n" * 3

    told = subprocess.run(
        [sys.executable, "-m", "arabic", "learn", str(tmp_path / "model")], input=texts.encode(), capture_output=True
    )

    assert told.stdout.decode().startswith("9 words read, 3 kept")
    assert model.read(tmp_path / "model").words == {"المدرسة": 3, "رئيس": 3, "في": 3}


def test_every_family_stands_in_the_lexicon():
    lemmas = {stem.lemma for stems in lexicon.load().stems.values() for stem in stems}
    lines = [line for line in lexicon.FAMILIES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]

    assert [line for line in lines if line.split()[0] not in lemmas] == []
    assert [line for line in lines if len(line.split()) < 2] == []
