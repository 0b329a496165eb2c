"""The desk of repairs."""

import pytest

from archive.models import Job, RepairPattern
from archive.repairing import deciding, gathering
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article

pytestmark = pytest.mark.django_db

DESK = "archive_repairpattern_changelist"


@pytest.fixture
def patterns() -> dict[str, RepairPattern]:
    """Two patterns by how they are printed; the first stands in more places."""
    make_article(body="في الولاياتالمتحدة، ثم في الولاياتالمتحدة")
    make_article(body="بين الولاياتالمتحدة وجريدة <b>الأهرام</b> قال،وأضاف")
    list(gathering.run(100))
    return {one.printed: one for one in RepairPattern.objects.all()}


def states() -> dict[str, str]:
    return dict(RepairPattern.objects.values_list("printed", "state"))


def test_what_stands_in_most_places_comes_first_with_its_contexts(client, patterns):
    sign_in(client)

    answer = client.get(address(DESK))

    assert [one.printed for one in answer.context["cl"].result_list] == ["الولاياتالمتحدة", "،"]
    page = answer.content.decode()
    assert "بين <mark>الولاياتالمتحدة</mark> وجريدة" in page
    assert "<b>الأهرام" not in page


def test_a_button_decides_and_leads_back_to_the_same_page(client, patterns):
    curator = sign_in(client)
    pattern = patterns["الولاياتالمتحدة"]

    answer = client.post(address(DESK) + "?kind__exact=glue", {"verdict": f"approve {pattern.pk}"})

    pattern.refresh_from_db()
    assert (pattern.state, pattern.decided_by) == ("approved", curator)
    assert answer["Location"] == address(DESK) + "?kind__exact=glue"


def test_a_page_is_approved_at_once_and_taken_back(client, patterns):
    sign_in(client)
    chosen = {"_selected_action": [one.pk for one in patterns.values()]}

    client.post(address(DESK), {"action": "approve", **chosen})
    assert set(states().values()) == {"approved"}

    client.post(address(DESK) + "?state=approved", {"action": "reopen", **chosen})
    assert set(states().values()) == {"waiting"}


def test_what_was_decided_leaves_the_list_and_keeps_its_record(client, patterns):
    curator = sign_in(client)
    pattern = patterns["،"]
    deciding.refuse([pattern.pk], by=curator)

    assert [one.printed for one in client.get(address(DESK)).context["cl"].result_list] == ["الولاياتالمتحدة"]
    page = client.get(address("archive_repairpattern_change", pattern.pk))
    assert [change.who for change in page.context["changes"]] == [curator.username]


@pytest.mark.parametrize(
    ("desk", "job"),
    [
        pytest.param(DESK, "repair", id="repairs"),
        pytest.param("archive_relation_changelist", "relate", id="duplicates"),
    ],
)
def test_an_empty_desk_offers_to_look(client, desk, job):
    sign_in(client)

    assert 'name="look"' in client.get(address(desk)).content.decode()
    client.post(address(desk), {"look": "1"})
    client.post(address(desk), {"look": "1"})

    assert [one.name for one in Job.objects.all()] == [job]


def test_the_list_asks_as_much_for_many_patterns_as_for_few(client, patterns, django_assert_max_num_queries):
    sign_in(client)
    for number in range(30):
        RepairPattern.objects.create(
            kind="glue", printed=f"كلمة{number}", mended=f"كلمة {number}", confidence=0.9, places=1
        )

    with django_assert_max_num_queries(14):
        assert len(client.get(address(DESK)).context["cl"].result_list) == 20
