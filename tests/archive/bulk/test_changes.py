"""Whatever the form of a bulk edit offers changes articles, and taken back leaves them as they were, to the letter."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from archive.access import Access
from archive.admin import bulk_forms
from archive.bulk import editing
from archive.models import Article, ArticleAuthor, ArticlePlace, ArticleTopic, Author, Place, Topic
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db

TERMS = {"topic": Topic, "place": Place, "author": Author}
# What a curator answers to the question of each choice; terms and sources are looked up by name.
ANSWERS = {
    "add-topic": {"term": "طاقة"},
    "add-place": {"term": "حماة", "role": "dateline"},
    "add-author": {"term": "ليلى حدّاد"},
    "take-topic": {"term": "نفط"},
    "take-place": {"term": "حلب"},
    "take-author": {"term": "سامي الخوري"},
    "source": {"value": "hayat"},
    "genre": {"value": "opinion"},
    "section": {"value": "اقتصاد"},
    "language": {"value": "en"},
    "origin": {"value": "ocr"},
    "precision": {"value": "month"},
    "evidence": {"value": "inferred"},
    "access": {"value": str(Access.ON_SITE.value)},
    "submit": {"note": "للمراجعة"},
    "publish": {"note": "روجعت"},
    "withhold": {"reason": "rights", "note": "شكوى", "until": "2100-01-01"},
    "withdraw": {"reason": "rights"},
    "restore": {"note": "زال السبب"},
    "embargo": {"until": "2100-01-01"},
}


def make_articles() -> None:
    """One in each state that an edit may meet, described, dated and undated."""
    rich = {"topics": ["نفط", "سوريا"], "places": ["حلب"], "authors": ["سامي الخوري", "منى"], "section": "محليات"}
    make_article(**rich, date_precision="time", published_time=datetime.time(9, 30), access=Access.REGISTERED)
    make_article(**rich, status="draft", published_on=None)
    make_article(**rich, status="review", embargo_until=datetime.date(2099, 1, 1))
    make_article(status="withheld", status_reason="court_order", status_note="حكم", status_until="2099-01-01")
    ArticleTopic.objects.filter(topic__name_ar="نفط").update(printed="النفط الخام")
    ArticlePlace.objects.filter(place__name_ar="حلب").update(printed="بحلب")
    ArticleAuthor.objects.filter(author__name_ar="سامي الخوري").update(printed="س. خ.", role="reporting")
    for term, name in (("topic", "طاقة"), ("place", "حماة"), ("author", "ليلى حدّاد")):
        TERMS[term].objects.create(name_ar=name)


def everything() -> dict[str, list]:
    """All columns and links of the articles but the moment of the change, and who may see them."""
    fields = [field.attname for field in Article._meta.concrete_fields if field.name != "changed_at"]
    found = {"articles": list(Article.objects.order_by("pk").values_list(*fields))}
    for through in (ArticleAuthor, ArticlePlace, ArticleTopic):
        found[through.__name__] = sorted(through.objects.values_list())
    found["visible"] = sorted(Article.objects.visible_to(AnonymousUser()).values_list("pk", flat=True))
    return found


def change_of(key: str) -> dict:
    """What the form makes of the answers."""
    choice, answers = bulk_forms.BY_KEY[key], dict(ANSWERS[key])
    if "term" in answers:
        answers["term"] = TERMS[key.split("-")[1]].objects.get(name_ar=answers["term"]).pk
    if key == "source":
        answers["value"] = make_source(answers["value"]).pk
    form = choice.form(answers)
    assert form.is_valid(), form.errors
    return choice.change(form.cleaned_data)


@pytest.mark.parametrize("key", bulk_forms.BY_KEY)
def test_an_edit_of_every_kind_is_taken_back_to_the_letter(key):
    curator = make_curator()
    make_articles()
    before = everything()
    made = editing.prepare(Article.objects.all(), change=change_of(key), by=curator)
    editing.run(made)
    assert everything() != before

    editing.undo(made, by=curator)

    assert everything() == before
    assert made.state == "undone"
