"""The desk of aliases: groups are found by any of their words, say what each finds, and refuse what could not work."""

import pytest
from django.contrib.auth.models import Group
from django.utils import translation

from archive.models import Article
from search.index import indexing
from search.models import Alias
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(client):
    Alias.objects.all().delete()
    sign_in(client)
    with translation.override("en"):
        yield


def make_alias(*expressions: str, kind: str = "exonym", **fields) -> Alias:
    return Alias.objects.create(kind=kind, expressions=list(expressions), **fields)


def listed(client, **params) -> list[Alias]:
    return list(client.get(address("search_alias_changelist"), params).context["cl"].result_list)


def save(client, *expressions: str, alias: Alias | None = None, **fields):
    """The page that comes back: a redirection, or the form with its errors."""
    values = {"kind": "exonym", "direction": "all", "beside_number": "", "active": "on", "note": ""}
    place = address("search_alias_change", alias.pk) if alias else address("search_alias_add")
    return client.post(place, {**values, "expressions": "\r\n".join(expressions), **fields})


def errors(page) -> list[str]:
    return [str(error) for found in page.context["adminform"].form.errors.values() for error in found]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("cai", id="some letters"),
        pytest.param("القاهرة", id="the other expression"),
        pytest.param("بالقاهره", id="another form of it"),
        pytest.param("nile", id="a word of the note"),
    ],
)
def test_a_group_is_found_by_any_of_its_words(client, typed):
    wanted = make_alias("Cairo", "القاهرة", note="on the Nile")
    make_alias("Aleppo", "حلب")

    assert listed(client, q=typed) == [wanted]


def test_kinds_and_what_is_out_of_use_are_filtered(client):
    make_alias("Aleppo", "حلب")
    month = make_alias("يونيو", "حزيران", kind="month", active=False)

    assert listed(client, kind__exact="month") == [month]
    assert listed(client, active__exact="0") == [month]


def test_the_form_says_what_each_expression_finds(client):
    make_article(body="معارك في تدمر")
    make_article(body="آثار تدمر", status="draft")
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
    alias = make_alias("Palmyra", "تدمر")

    page = client.get(address("search_alias_change", alias.pk)).content.decode()

    assert "2 articles" in page
    assert "0 articles" in page
    assert "aliases=no" in page


def test_lines_become_expressions(client):
    page = save(client, "  Palmyra ", "", "تدمر", "تدمر", beside_number="")

    assert page.status_code == 302
    assert Alias.objects.get().expressions == ["Palmyra", "تدمر"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        pytest.param(["حلب"], "from 2 to 12", id="one expression"),
        pytest.param(["حلب", *(f"Aleppo {n}" for n in range(12))], "from 2 to 12", id="too many"),
        pytest.param(["حلب", "من"], "very common words", id="a stop word alone"),
        pytest.param(["حلب", "ح"], "is not a word", id="a single letter"),
        pytest.param(["حلب", "!!"], "is not a word", id="no letter"),
        pytest.param(["حلب", "كلمة " * 9], "too long", id="a whole sentence"),
        pytest.param(["كتاب", "الكتاب"], "forms of the same words", id="two forms of one word"),
    ],
)
def test_what_could_not_work_is_refused(client, lines, said):
    [error] = errors(save(client, *lines))

    assert said in error
    assert not Alias.objects.exists()


def test_an_expression_stands_in_one_group_of_its_kind(client):
    make_alias("Aleppo", "حلب")

    [error] = errors(save(client, "Halab", "حلب"))
    assert "Aleppo = حلب" in error

    assert save(client, "Halab", "حلب", kind="variant").status_code == 302


def test_only_expressions_of_the_group_count_beside_a_number(client):
    [error] = errors(save(client, "أغسطس", "آب", kind="month", beside_number="أيار"))

    assert "أيار" in error


def test_who_changed_a_group_is_kept(client):
    alias = make_alias("Palmyra", "تدمر")

    save(client, "Palmyra", "Tadmor", "تدمر", alias=alias)

    event = alias.events.get(pgh_label="update")
    assert event.expressions == ["Palmyra", "تدمر"]
    assert event.pgh_context.metadata["user"]


def test_curators_change_aliases_and_editors_delete_them():
    def rights(role: str) -> set[str]:
        permissions = Group.objects.get(name=role).permissions.filter(content_type__app_label="search")
        return set(permissions.values_list("codename", flat=True))

    assert rights("Curators") == {"add_alias", "change_alias", "view_alias"}
    assert rights("Editors") == {"add_alias", "change_alias", "view_alias", "delete_alias"}
