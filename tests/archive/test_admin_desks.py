"""The smaller desks, and who may sit at which."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import override_settings

from archive import roles
from archive.models import Article, Author, Import, ImportProblem, Source, Topic, User
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article, make_curator, make_reader, make_source

pytestmark = pytest.mark.django_db


def make_import(problems: int = 0, **fields) -> Import:
    numbers = {"rows_read": problems, "rejected": problems} if problems else {}
    made = Import.objects.create(**{"state": "finished", "paths": ["/data/agency/2024.jsonl"], **numbers, **fields})
    ImportProblem.objects.bulk_create(
        ImportProblem(importing=made, path="2024.jsonl", line=number, stage="parse", reason="no_text")
        for number in range(1, problems + 1)
    )
    return made


# ---------- sources ----------


def test_a_source_with_articles_is_kept_with_a_kind_sentence(client):
    sign_in(client)
    source = make_article().source

    page = client.post(address("archive_source_delete", source.pk), {"post": "yes"}, follow=True)

    assert "move its articles to another source first" in page.content.decode()
    assert Source.objects.filter(pk=source.pk).exists()


def test_a_source_without_articles_can_go(client):
    sign_in(client)
    source = make_source("empty")

    client.post(address("archive_source_delete", source.pk), {"post": "yes"})

    assert not Source.objects.filter(pk=source.pk).exists()


def test_the_sources_say_how_many_articles_they_have(client):
    sign_in(client)
    make_article()
    make_article()
    make_source("empty")

    found = client.get(address("archive_source_changelist")).context["cl"].result_list

    assert sorted(source.article_total for source in found) == [0, 2]


# ---------- vocabularies ----------


def test_terms_say_how_many_articles_bear_them_and_lead_there(client):
    sign_in(client)
    article = make_article(topics=["نفط"])
    make_article(topics=["نفط", "اقتصاد"])
    topic = Topic.objects.get(name_ar="اقتصاد")

    page = client.get(address("archive_topic_changelist"))
    listed = (
        client.get(address("archive_article_changelist"), {"topics__id__exact": topic.pk}).context["cl"].result_list
    )

    assert {term.name_ar: term.article_total for term in page.context["cl"].result_list} == {"نفط": 2, "اقتصاد": 1}
    assert article not in listed
    assert len(listed) == 1


def test_two_terms_are_merged_into_the_one_that_is_chosen(client):
    sign_in(client)
    article = make_article(authors=["ل. حدّاد"])
    loser, winner = Author.objects.get(), Author.objects.create(name_ar="ليلى حدّاد")
    sent = {"action": "merge", "_selected_action": [loser.pk, winner.pk], "index": "0"}
    asked = client.post(address("archive_author_changelist"), sent)
    assert "Which one stays?" in asked.content.decode()

    client.post(address("archive_author_changelist"), sent | {"decide": "1", "winner": winner.pk})

    assert list(article.authors.all()) == [winner]
    assert not Author.objects.filter(pk=loser.pk).exists()


def test_one_term_is_not_merged(client):
    sign_in(client)
    topic = Topic.objects.create(name_ar="نفط")

    page = client.post(
        address("archive_topic_changelist"),
        {"action": "merge", "_selected_action": [topic.pk], "index": "0"},
        follow=True,
    )

    assert "Choose two or more" in page.content.decode()


def test_a_term_in_use_is_kept_with_a_kind_sentence(client):
    sign_in(client)
    make_article(topics=["نفط"])
    topic = Topic.objects.get()

    page = client.post(address("archive_topic_delete", topic.pk), {"post": "yes"}, follow=True)

    assert "merge it into another one instead" in page.content.decode()
    assert Topic.objects.exists()


@pytest.mark.parametrize(("used", "expected"), [("yes", "نفط"), ("no", "زراعة")])
def test_unused_terms_are_found(client, used, expected):
    sign_in(client)
    make_article(topics=["نفط"])
    Topic.objects.create(name_ar="زراعة")

    [topic] = client.get(address("archive_topic_changelist"), {"used": used}).context["cl"].result_list

    assert topic.name_ar == expected


# ---------- imports ----------


def test_an_import_shows_its_numbers_and_a_sentence_for_each_problem(client):
    sign_in(client)
    importing = make_import(problems=2)

    page = client.get(address("archive_import_change", importing.pk)).content.decode()

    assert "There is neither a title nor a text." in page
    assert "2024.jsonl:2" in page


def test_problems_are_paged(client):
    sign_in(client)
    importing = make_import(problems=51)

    first = client.get(address("archive_import_change", importing.pk))
    last = client.get(address("archive_import_change", importing.pk), {"page": "2"})

    assert [len(page.context["problems"]) for page in (first, last)] == [50, 1]


def test_problems_are_narrowed_to_a_reason(client):
    sign_in(client)
    importing = make_import(problems=2)
    ImportProblem.objects.create(importing=importing, path="x", stage="read", reason="a_reason_of_tomorrow")

    page = client.get(address("archive_import_change", importing.pk), {"reason": "a_reason_of_tomorrow"})

    assert [line["sentence"] for line in page.context["problems"]] == ["a_reason_of_tomorrow"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30])
def test_a_page_of_problems_that_is_none_is_a_page(client, page):
    sign_in(client)

    assert client.get(address("archive_import_change", make_import(problems=1).pk), {"page": page}).status_code == 200


def test_imports_are_read_only(client):
    sign_in(client)
    importing = make_import()

    assert client.get(address("archive_import_add")).status_code == 403
    assert client.post(address("archive_import_change", importing.pk), {"state": "failed"}).status_code == 403
    assert client.post(address("archive_import_delete", importing.pk), {"post": "yes"}).status_code == 403


# ---------- people ----------


def member(role: str):
    person = make_reader(role.lower())
    person.is_staff = True
    person.save()
    person.groups.add(Group.objects.get(name=role))
    return person


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        pytest.param("Curators", "archive_article_changelist", 200, id="curators see articles"),
        pytest.param("Curators", "archive_article_add", 200, id="curators add articles"),
        pytest.param("Curators", "archive_import_changelist", 200, id="curators see imports"),
        pytest.param("Curators", "archive_source_add", 403, id="curators add no sources"),
        pytest.param("Curators", "archive_user_changelist", 403, id="curators see no users"),
        pytest.param("Editors", "archive_source_add", 200, id="editors add sources"),
        pytest.param("Editors", "archive_user_add", 403, id="editors add no users"),
    ],
)
def test_what_a_role_may_enter(client, role, page, status):
    client.force_login(member(role))

    assert client.get(address(page)).status_code == status


def test_curators_decide(client):
    client.force_login(member("Curators"))
    article = make_article(status="draft")

    client.post(address("archive_article_decide", article.pk, "publish"), {"decide": "1"})

    assert Article.objects.get().status == "published"


def test_who_may_only_look_decides_nothing(client):
    person = member("Curators")
    person.groups.get().permissions.remove(
        *person.groups.get().permissions.filter(codename__in=["decide_article", "bulk_edit"])
    )
    client.force_login(person)
    article = make_article(status="draft")

    assert client.post(address("archive_article_decide", article.pk, "publish"), {"decide": "1"}).status_code == 403
    assert 'name="action"' not in client.get(address("archive_article_changelist")).content.decode()


def test_nobody_is_deleted(client):
    sign_in(client)
    reader = make_reader()

    assert client.post(address("archive_user_delete", reader.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("name", ["archive_user_changelist", "auth_group_changelist"])
def test_roles_are_named_in_the_readers_language(client, name):
    client.force_login(make_curator())

    page = client.get(address(name).removeprefix("/en")).content.decode()

    assert "أمناء الأرشيف" in page
    assert ">Curators<" not in page


def test_people_are_narrowed_to_a_role(client):
    sign_in(client)
    wanted = member("Editors")
    member("Curators")

    page = client.get(address("archive_user_changelist"), {"role": wanted.groups.get().pk})

    assert list(page.context["cl"].result_list) == [wanted]


def test_somebody_is_given_a_name_and_a_password(client):
    sign_in(client)
    password = "a-long-password-for-tests"

    client.post(address("archive_user_add"), {"username": "layla", "password1": password, "password2": password})

    assert User.objects.get(username="layla").check_password(password)


def test_a_new_source_has_no_day_yet(client):
    sign_in(client)

    assert "DatabaseDefault" not in client.get(address("archive_source_add")).content.decode()


def test_roles_that_an_administrator_changed_stay_changed():
    Group.objects.get(name="Curators").permissions.clear()

    roles.make(apps.get_app_config("archive"))

    assert not Group.objects.get(name="Curators").permissions.exists()


def test_a_permission_that_comes_later_reaches_its_role_once(monkeypatch):
    curators = Group.objects.get(name="Curators")
    monkeypatch.setitem(roles.ROLES, "Curators", [*roles.CURATOR, "add_source"])

    roles.make(apps.get_app_config("archive"))
    assert curators.permissions.filter(codename="add_source").exists()

    curators.permissions.remove(curators.permissions.get(codename="add_source"))
    roles.make(apps.get_app_config("archive"))
    assert not curators.permissions.filter(codename="add_source").exists()


# ---------- at the door ----------


def test_readers_stay_outside(client):
    client.force_login(make_reader())

    assert client.get(address("index")).status_code == 302


def test_readers_sign_in_and_go_on_reading(client):
    make_reader()
    given = {"username": "reader", "password": "a-long-password-for-tests", "next": "/search/"}

    page = client.post(address("login"), given)

    assert page["Location"] == "/search/"
    assert client.get(address("index")).status_code == 302


@override_settings(AXES_ENABLED=True)
def test_ten_wrong_passwords_close_the_door(client):
    make_curator()
    wrong = {"username": "curator", "password": "wrong"}

    answers = [client.post(address("login"), wrong).status_code for _ in range(11)]
    right = client.post(address("login"), {"username": "curator", "password": "a-long-password-for-tests"})

    assert answers == [200] * 9 + [429] * 2
    assert right.status_code == 429
    assert "fihrist.css" in right.content.decode()


@pytest.mark.parametrize(("prefix", "lang", "direction"), [("", "ar", "rtl"), ("/en", "en", "ltr")])
def test_the_newsroom_speaks_both_languages(client, prefix, lang, direction):
    sign_in(client)

    page = client.get(f"{prefix}/admin/").content.decode()

    assert f'<html lang="{lang}" dir="{direction}"' in page


EVERY_PAGE = (
    *("index", "login", "password_change", "archive_article_add"),
    *(f"archive_{model}_changelist" for model in ("article", "source", "author", "topic", "place", "import", "user")),
)


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_no_page_has_style_or_script_inside(client, name):
    if name != "login":
        sign_in(client)
    make_article()

    page = client.get(address(name))

    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert "<style" not in page.content.decode()
    assert " style=" not in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_the_rights_of_a_role_are_said_in_words_and_stay_when_saved(client):
    sign_in(client)
    role = Group.objects.get(name="Curators")
    before = set(role.permissions.values_list("pk", flat=True))
    form = client.get(address("auth_group_change", role.pk)).context["adminform"].form
    words = [str(label) for _number, label in form.fields["permissions"].choices]

    client.post(address("auth_group_change", role.pk), {"name": role.name, "permissions": sorted(before)})

    assert {"article: change", "source: look at", "Can edit many articles at once"} <= set(words)
    assert not [one for one in words if "event" in one or "|" in one]
    assert set(role.permissions.values_list("pk", flat=True)) == before
