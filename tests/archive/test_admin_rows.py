"""Two curators describe one article at once: what each of them did to its authors, topics and places stands."""

import pghistory
import pytest

from archive import curation
from archive.models import ArticleTopic, Topic
from tests.archive.newsroom import address, filled_form, sign_in
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db

TABLE = "articletopic_set"


@pytest.fixture
def opened(client):
    """An article about oil and wheat, and its form as the first curator has it open; topics by their names."""
    sign_in(client)
    article = make_article(topics=["نفط", "قمح"])
    Topic.objects.create(name_ar="ذهب")
    return article, filled_form(client, article), {topic.name_ar: topic for topic in Topic.objects.all()}


def save_twice(client, article, sent):
    """The first save tells of the conflict; the second sends the page as it then stands."""
    address_of_form = address("archive_article_change", article.pk)
    page = client.post(address_of_form, sent)
    return page, client.post(address_of_form, sent | sent_again(page))


def sent_again(page) -> dict[str, str]:
    form = page.context["adminform"].form
    sent = {"edition": form["edition"].value()}
    [table] = [one.formset for one in page.context["inline_admin_formsets"] if one.formset.prefix == TABLE]
    return sent | {name: value for name, value in table.data.items() if TABLE in name}


def somebody_else(article, act) -> None:
    act()
    curation.describe(article=article, names=["topics"], by=make_curator("another"))


def topics(article) -> list[str]:
    return sorted(article.topics.values_list("name_ar", flat=True))


def row(sent, name: str, topic) -> str:
    """The name of the input `name` in the row of that topic."""
    [place] = [n for n in range(2) if sent[f"{TABLE}-{n}-topic"] == str(topic.pk)]
    return f"{TABLE}-{place}-{name}"


def test_what_the_other_added_and_removed_stands_beside_what_was_typed(client, opened):
    article, sent, named = opened
    links = ArticleTopic.objects.filter(article=article)

    def act() -> None:
        links.get(topic=named["قمح"]).delete()
        ArticleTopic.objects.create(article=article, topic=named["ذهب"])

    somebody_else(article, act)
    page, saved = save_twice(client, article, sent | {row(sent, "printed", named["نفط"]): "النفط الخام"})

    assert page.context["described"] == [("Topics of an article", ["added: ذهب", "removed: قمح"])]
    assert saved.status_code == 302
    assert topics(article) == ["ذهب", "نفط"]
    assert links.get(topic=named["نفط"]).printed == "النفط الخام"


def test_a_row_that_was_not_touched_is_not_written_over(client, opened):
    article, sent, named = opened
    link = ArticleTopic.objects.filter(article=article, topic=named["نفط"])

    somebody_else(article, lambda: link.update(printed="البترول"))
    page, _ = save_twice(client, article, sent | {"section": "اقتصاد"})

    assert page.context["described"] == [("Topics of an article", ["changed: نفط"])]
    assert link.get().printed == "البترول"
    article.refresh_from_db()
    assert article.section == "اقتصاد"


def test_what_was_removed_here_stays_removed(client, opened):
    article, sent, named = opened

    somebody_else(article, lambda: ArticleTopic.objects.create(article=article, topic=named["ذهب"]))
    save_twice(client, article, sent | {row(sent, "DELETE", named["نفط"]): "on"})

    assert topics(article) == ["ذهب", "قمح"]


def test_a_topic_that_both_gave_stands_once(client, opened):
    article, sent, named = opened
    mine = {f"{TABLE}-TOTAL_FORMS": "3", f"{TABLE}-2-id": "", f"{TABLE}-2-topic": named["ذهب"].pk}

    somebody_else(article, lambda: ArticleTopic.objects.create(article=article, topic=named["ذهب"]))
    _, saved = save_twice(client, article, sent | mine | {f"{TABLE}-2-printed": ""})

    assert saved.status_code == 302
    assert topics(article) == ["ذهب", "قمح", "نفط"]


def test_the_record_tells_of_what_people_gave_and_took(client, opened):
    article, _, named = opened
    somebody = make_curator("third")
    with pghistory.context(user=somebody.pk, act="describe"):
        ArticleTopic.objects.create(article=article, topic=named["ذهب"], printed="الذهب")
        ArticleTopic.objects.filter(article=article, topic=named["ذهب"]).update(printed="سبائك")
        ArticleTopic.objects.filter(article=article, topic=named["قمح"]).delete()

    told = client.get(address("archive_article_history", article.pk)).context["changes"]

    said = {(change.who, change.fields[0].before, change.fields[0].after) for change in told}
    assert said == {
        ("third", "–", "ذهب · الذهب"),
        ("third", "ذهب · الذهب", "ذهب · سبائك"),
        ("third", "قمح", "–"),
    }
