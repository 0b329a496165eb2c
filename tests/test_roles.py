"""Who may what in the newsroom: every address is asked for by every role, and a new one must be listed here.

`tests/test_secrecy.py` walks the addresses for readers; none of them asks for a role, only drafts are told to some.
"""

from collections.abc import Iterator

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver

from archive import discarding
from archive.models import (
    Author,
    BulkEdit,
    Delivery,
    Import,
    Job,
    Original,
    Place,
    Relation,
    RepairPattern,
    Report,
    Topic,
    User,
)
from archive.roles import ROLES
from search.models import Alias
from tests import test_secrecy
from tests.makers import make_article, make_curator, make_reader, make_source

pytestmark = pytest.mark.django_db

# One letter each: no account, a role, or one who may do everything.
LETTERS = {"n": "", "r": "Readers", "x": "Researchers", "c": "Curators", "e": "Editors", "a": "Administrators", "s": ""}
NOBODY, EVERYBODY = "", "nrxceas"
INSIDE, EDITING, ADMINISTERING, ALL_RIGHTS = "ceas", "eas", "as", "s"

# Of each desk: who sees its list, forms and histories; who adds; who deletes.
DESKS = {
    "archive_article": (INSIDE, INSIDE, NOBODY),
    "archive_relation": (INSIDE, NOBODY, NOBODY),
    "archive_repairpattern": (INSIDE, NOBODY, NOBODY),
    "archive_report": (INSIDE, NOBODY, NOBODY),
    "archive_discarded": (INSIDE, NOBODY, NOBODY),
    "archive_import": (INSIDE, NOBODY, NOBODY),
    "archive_delivery": (INSIDE, INSIDE, NOBODY),
    "archive_bulkedit": (INSIDE, NOBODY, NOBODY),
    "archive_source": (INSIDE, EDITING, EDITING),
    "archive_author": (INSIDE, INSIDE, EDITING),
    "archive_topic": (INSIDE, INSIDE, EDITING),
    "archive_place": (INSIDE, INSIDE, EDITING),
    "archive_user": (EDITING, ADMINISTERING, NOBODY),
    "auth_group": (ADMINISTERING, ADMINISTERING, ADMINISTERING),
    "search_alias": (INSIDE, INSIDE, EDITING),
    "axes_accessattempt": (ADMINISTERING, NOBODY, ADMINISTERING),
    "axes_accesslog": (ADMINISTERING, NOBODY, ALL_RIGHTS),
    "axes_accessfailurelog": (ADMINISTERING, NOBODY, ALL_RIGHTS),
}
# Whose things can be made again what they were, and by whom.
RETURNING = {
    "archive_article": INSIDE,
    "archive_source": EDITING,
    "archive_author": INSIDE,
    "archive_topic": INSIDE,
    "archive_place": INSIDE,
    "search_alias": INSIDE,
}
# Addresses beside those of the desks; what is posted comes first.
OTHERS = {
    "archive_article_text": INSIDE,
    "archive_article_terms": INSIDE,
    **{f"archive_{term}_texts": INSIDE for term in ("topic", "place")},
    **{f"archive_{term}_text": INSIDE for term in ("topic", "place")},
    "archive_article_decide": INSIDE,
    "archive_article_original": INSIDE,
    "archive_delivery_report": INSIDE,
    "archive_discarded_work": INSIDE,
    "auth_user_password_change": ADMINISTERING,
    **{f"archive_{term}_{page}": INSIDE for term in ("author", "topic", "place") for page in ("gone", "work")},
    "index": INSIDE,
    "coverage": INSIDE,
    "app_list": INSIDE,
    "autocomplete": INSIDE,
    "view_on_site": INSIDE,
    "jsi18n": INSIDE,
    "password_change": INSIDE,
    "password_change_done": INSIDE,
    "login": EVERYBODY,
    "logout": EVERYBODY,  # last: nobody is signed in afterwards
}
CHANGED = {"archive_article": "section", "archive_source": "city"}  # by which there is a former state
POSTED = {"archive_article_text", "logout"}
BUTTONS = {"theme": 405, "sign-out": 405}  # of the site, which are pressed
DECISIONS = dict.fromkeys(
    ("publish", "submit", "withhold", "withdraw", "restore", "embargo", "discard", "merge", "bulk"), INSIDE
)
ACTIONS = {
    "archive_article": DECISIONS,
    "archive_repairpattern": dict.fromkeys(("approve", "refuse", "reopen"), INSIDE),
    "archive_report": {"dismiss": INSIDE},
    "archive_discarded": {"bring_back": EDITING},
    "archive_author": {"merge": EDITING},
    "archive_topic": {"merge": EDITING},
    "archive_place": {"merge": EDITING},
    "auth_group": {"delete_selected": ADMINISTERING},
    "axes_accessattempt": {"delete_selected": ADMINISTERING, "cleanup_expired_attempts": ADMINISTERING},
    "axes_accesslog": {"delete_selected": ALL_RIGHTS},
    "axes_accessfailurelog": {"delete_selected": ALL_RIGHTS},
}


def allowed() -> dict[str, str]:
    """Of every named address, the letters of who may enter."""
    found = {}
    for desk, (looking, adding, deleting) in DESKS.items():
        found |= {f"{desk}_{page}": looking for page in ("changelist", "change", "history")}
        found |= {f"{desk}_add": adding, f"{desk}_delete": deleting}
    return found | {f"{desk}_return": letters for desk, letters in RETURNING.items()} | OTHERS


def names(resolver) -> Iterator[str]:
    """The names of the newsroom's addresses. Those without one lead on to a named address, or to nothing."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield from [pattern.name] if pattern.name else []
        else:
            yield from names(pattern)


def newsroom():
    """The resolver of the newsroom, which stands among the addresses that have a language."""
    dictionaries = (getattr(part, "namespace_dict", {}) for part in get_resolver().url_patterns)
    return next(found["admin"][1] for found in dictionaries if "admin" in found)


def addresses() -> dict[str, str]:
    """By its name, an address that leads to something that is there."""
    article = make_article(status="draft")
    importing = Import.objects.create(state="finished")
    kept = Original.objects.create(article=article, sha256="0" * 64, media_type="text/plain", byte_count=1)
    kept.path.parent.mkdir(parents=True)
    kept.path.write_bytes(b"x")
    things = {
        "archive_article": article,
        "archive_relation": Relation.objects.create(
            first=article, second=make_article(status="draft"), kind="same", shared=1, contained=1
        ),
        "archive_repairpattern": RepairPattern.objects.create(
            kind="glue", printed="فيمصر", mended="في مصر", confidence=0.9
        ),
        "archive_report": Report.objects.create(article=article, kind="error", text_version=1, message="x"),
        "archive_discarded": discarding.discard(article=make_article(), by=make_curator("thrower")),
        "archive_import": importing,
        "archive_delivery": Delivery.objects.create(by=make_curator("deliverer")),
        "archive_bulkedit": BulkEdit.objects.create(
            change={"kind": "decide", "act": "publish"}, by=make_curator("many")
        ),
        "archive_source": make_source(),
        "archive_author": Author.objects.create(name_ar="كاتب"),
        "archive_topic": Topic.objects.create(name_ar="موضوع"),
        "archive_place": Place.objects.create(name_ar="مكان"),
        "archive_user": make_reader("somebody"),
        "auth_group": Group.objects.create(name="A role"),
        "search_alias": Alias.objects.first(),
        "axes_accessattempt": AccessAttempt.objects.create(username="x", failures_since_start=1),
        "axes_accesslog": AccessLog.objects.create(username="x"),
        "axes_accessfailurelog": AccessFailureLog.objects.create(username="x"),
    }
    found = {}
    for desk, thing in things.items():
        base = f"/en/admin/{desk.replace('_', '/')}/"
        found |= {f"{desk}_changelist": base, f"{desk}_add": f"{base}add/"}
        found |= {f"{desk}_{page}": f"{base}{thing.pk}/{page}/" for page in ("change", "history", "delete")}
        if desk in RETURNING:
            type(thing).objects.filter(pk=thing.pk).update(**{CHANGED.get(desk, "note"): "x"})
            found[f"{desk}_return"] = f"{base}{thing.pk}/return/{thing.events.latest('pgh_id').pgh_id}/"
    one = f"/en/admin/archive/article/{article.pk}/"
    type_of_articles = ContentType.objects.get_for_model(article).pk
    return found | {
        "archive_article_text": f"{one}restore-text/1/",
        "archive_article_terms": f"{one}terms/",
        **{f"archive_{term}_texts": f"/en/admin/archive/{term}/texts/" for term in ("topic", "place")},
        **{
            f"archive_{term}_text": f"/en/admin/archive/{term}/{things[f'archive_{term}'].pk}/text/"
            for term in ("topic", "place")
        },
        "archive_article_decide": f"{one}decide/publish/",
        "archive_article_original": f"{one}original/{kept.pk}/",
        "archive_delivery_report": f"/en/admin/archive/delivery/{things['archive_delivery'].pk}/report.csv",
        "auth_user_password_change": f"/en/admin/archive/user/{things['archive_user'].pk}/password/",
        **{f"archive_{term}_gone": f"/en/admin/archive/{term}/gone/" for term in ("author", "topic", "place")},
        **{f"archive_{term}_work": merge_of(term) for term in ("author", "topic", "place")},
        "archive_discarded_work": f"/en/admin/archive/discarded/work/{Job.objects.create(name='discard').pk}/",
        "index": "/en/admin/",
        "coverage": "/en/admin/coverage/",
        "app_list": "/en/admin/archive/",
        "autocomplete": "/en/admin/autocomplete/?app_label=archive&model_name=article&field_name=source",
        "view_on_site": f"/en/admin/r/{type_of_articles}/{article.pk}/",
        **{name: f"/en/admin/{name}/" for name in ("jsi18n", "password_change", "login", "logout")},
        "password_change_done": "/en/admin/password_change/done/",
    }


def merge_of(term: str) -> str:
    """Where a merge of many articles is followed."""
    job = Job.objects.create(name="merge", arguments={"vocabulary": term, "losers": [1], "winner": 2})
    return f"/en/admin/archive/{term}/work/{job.pk}/"


def somebody(letter: str) -> User | None:
    if letter == "s":
        return make_curator("all")
    if letter == "n":
        return None
    person = make_reader(LETTERS[letter].lower())
    person.is_staff = letter in INSIDE
    person.save()
    person.groups.add(Group.objects.get(name=LETTERS[letter]))
    return person


@pytest.fixture
def sign_in(client: Client):
    def sign_in(letter: str) -> User | None:
        person = somebody(letter)
        if person:
            client.force_login(person)
        return person

    return sign_in


def enters(client: Client, name: str, address: str) -> bool:
    """Whether there is an answer, and not a refusal or the way to the door."""
    response = client.post(address) if name in POSTED else client.get(address)
    status = status_of(response)
    assert status in (200, 302, 403), (name, status)
    return status == 200 or (status == 302 and "/admin/login/" not in response["Location"])


def status_of(response: HttpResponseBase) -> int:
    """Of an answer that was read to its end: a download that is dropped takes the transaction around it back."""
    b"".join(response)
    return response.status_code


def test_every_address_of_the_newsroom_is_listed():
    assert set(names(newsroom())) == set(allowed())


@pytest.mark.parametrize("letter", EVERYBODY)
def test_a_role_enters_what_is_its_own_and_nothing_else(client, sign_in, letter):
    asked = addresses()
    sign_in(letter)

    entered = {name for name in allowed() if enters(client, name, asked[name])}

    assert entered == {name for name, letters in allowed().items() if letter in letters}


def test_no_page_of_the_site_asks_for_a_role(client, sign_in):
    article = make_article(authors=["كاتب"], topics=["موضوع"], places=["مكان"])
    asked = {name: found[0] for name, found in test_secrecy.walked([article.identifier]).items()}
    refused = {}

    for letter in EVERYBODY:
        client.logout()
        sign_in(letter)
        statuses = {name: status_of(client.get(address)) for name, address in asked.items()}
        refused[letter] = {name: status for name, status in statuses.items() if status >= 400}

    assert refused == dict.fromkeys(EVERYBODY, BUTTONS)


@pytest.mark.parametrize("letter", INSIDE)
def test_a_role_is_offered_the_actions_that_are_its_own(sign_in, letter):
    request = RequestFactory().get("/")
    request.user = sign_in(letter)

    offered = {
        f"{model._meta.app_label}_{model._meta.model_name}": set(desk.get_actions(request))
        for model, desk in admin.site._registry.items()
        if desk.has_view_permission(request)
    }

    for desk, found in offered.items():
        assert found == {act for act, letters in ACTIONS.get(desk, {}).items() if letter in letters}, desk


@pytest.mark.parametrize("letter", EVERYBODY)
def test_only_the_newsroom_knows_of_drafts(client, sign_in, letter):
    identifier = make_article(status="draft").identifier
    pages = ("/", ".txt", "/similar/", "/versions/", "/cite/ris/")
    sign_in(letter)

    statuses = {client.get(f"/a/{identifier}{page}").status_code for page in pages}

    assert statuses == ({200} if letter in INSIDE else {404})


def test_all_roles_are_there_from_the_beginning():
    assert (
        set(Group.objects.values_list("name", flat=True)) == set(ROLES) == {name for name in LETTERS.values() if name}
    )


def test_an_administrator_does_not_give_all_rights(client, sign_in):
    sign_in("a")
    above, beside = make_curator("above"), make_reader("beside")
    change = "/en/admin/archive/user/{}/change/"

    assert client.get(f"/en/admin/archive/user/{above.pk}/password/").status_code == 403
    client.post(change.format(beside.pk), {"username": "beside", "is_active": "on", "is_superuser": "on"})

    assert not User.objects.get(username="beside").is_superuser
