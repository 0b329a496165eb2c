"""The reading page: the text with its paragraphs and hits, all that is known of it, what is said when it is closed."""

import datetime
from urllib.parse import quote

import pytest

from archive import identifiers
from archive.models import Article, Original
from search.showing import describing
from tests.makers import make_article, make_curator, make_reader, make_source

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def read(client, article: Article, **params):
    return client.get(f"/a/{article.identifier}/", params)


# ---------- the text ----------


def test_every_paragraph_has_an_address(client):
    page = text(read(client, make_article(body="أولى.\n\nثانية.\nثالثة.")))

    assert [f'id="p{number}"' in page for number in (1, 2, 3, 4)] == [True, True, True, False]


def test_lead_is_the_first_paragraph(client):
    article = make_article(body="المتن.", lead="المقدمة.")

    assert [p.pieces[0].text for p in read(client, article).context["reading"].paragraphs] == ["المقدمة.", "المتن."]


def test_words_of_the_search_are_marked_and_numbered(client):
    page = text(read(client, make_article("مكتبة", "المكتبة الوطنية."), q="مكتبة"))

    assert '<mark id="h1">مكتبة</mark>' in page
    assert '<mark id="h2" class="form">المكتبة</mark>' in page
    assert "موضعان" in page


def test_hit_leads_to_the_next_and_the_previous(client):
    page = text(read(client, make_article("خبر", "مكتبة مكتبة مكتبة"), q="مكتبة"))

    assert page.count('href="#h2"') == 2


def test_markup_in_a_text_is_shown_as_text(client):
    article = make_article("<img src=x>", "<script>alert(1)</script>", subtitle="<b>")

    page = text(read(client, article, q="alert"))

    assert "<script>alert" not in page
    assert "<img" not in page


def test_very_long_text_is_shown_whole(client):
    article = make_article(body="كلمة " * 110_000)  # half a million letters

    page = text(read(client, article, q="كلمة"))

    assert page.count("كلمة") >= 110_000
    assert "ظُلّلت الكلمات في أوله" in page


def test_article_without_text_says_so(client):
    assert "جاءت هذه المقالة بلا نص" in text(read(client, make_article(body="")))


def test_supplied_title_is_called_so(client):
    assert "عنوان وضعه الأرشيف" in text(read(client, make_article("عنوان من الأرشيف", title_supplied=True)))


def test_foreign_text_runs_in_its_own_direction(client):
    assert 'lang="fr" dir="ltr"' in text(read(client, make_article("Titre", "Texte.", language="fr")))


# ---------- what is known of it ----------


def test_everything_known_is_told(client):
    article = make_article(
        authors=["كاتبة"],
        topics=["ثقافة"],
        places=["دمشق"],
        section="محليات",
        page="7",
        issue="1204",
        genre="report",
        url="https://example.org/1",
        date_printed="السبت ٢٣ آذار",
        text_origin="ocr",
        captured_at=datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC),
    )

    page = text(read(client, article))

    for told in [
        *["كاتبة", "ثقافة", "دمشق", "محليات", "1204", "تقرير", "السبت ٢٣ آذار", "قرأته الآلة من صورة"],
        "23 آذار/مارس 2019",
        "16 رجب 1440",
        "2 كانون الثاني/يناير 2020",
        article.identifier,
    ]:
        assert told in page, told


def test_names_lead_to_all_their_articles(client):
    article = make_article(authors=["كاتبة"], topics=["ثقافة"], places=["دمشق"])

    page = text(read(client, article))

    for shelf, pk in (
        ("people", article.authors.get().pk),
        ("topics", article.topics.get().pk),
        ("places", article.places.get().pk),
    ):
        assert f'href="/{shelf}/{pk}/"' in page


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        pytest.param("https://example.org/a?b=1", True, id="https"),
        pytest.param("HTTP://example.org", True, id="capitals"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param("data:text/html,x", False, id="data"),
        pytest.param("file:///etc/passwd", False, id="a file"),
        pytest.param("https:", False, id="no host"),
    ],
)
def test_only_web_addresses_are_links(client, address, is_link):
    page = text(read(client, make_article(url=address)))

    assert ('rel="noopener noreferrer external"' in page) is is_link


@pytest.mark.parametrize(
    ("precision", "link"),
    [
        pytest.param("day", "/browse/2019/03/23/", id="a day"),
        pytest.param("month", "/browse/2019/03/", id="a month"),
        pytest.param("year", "/browse/2019/", id="a year"),
    ],
)
def test_date_leads_to_its_place_in_the_calendar(client, precision, link):
    assert f'<a href="{link}">' in text(read(client, make_article(date_precision=precision)))


def test_reprints_in_other_sources_are_named(client):
    article = make_article(body="نص الوكالة كاملا.")
    make_article(body="نص الوكالة كاملا.", source=make_source("other", name_ar="جريدة أخرى"))

    assert "جريدة أخرى" in text(read(client, article))


def test_neighbours_are_those_of_the_same_source(client):
    article = make_article(published_on=datetime.date(2019, 3, 23))
    make_article("قبله", published_on=datetime.date(2019, 3, 22))
    make_article("بعده", published_on=datetime.date(2019, 3, 24))
    make_article("من غيره", published_on=datetime.date(2019, 3, 24), source=make_source("other"))

    page = text(read(client, article))

    assert "قبله" in page
    assert "بعده" in page
    assert "من غيره" not in page


@pytest.mark.parametrize("number", [1, 8])
def test_article_asks_the_database_as_often_however_much_hangs_on_it(client, number, django_assert_max_num_queries):
    names = [f"اسم {place}" for place in range(number)]
    article = make_article(authors=names, topics=names, places=names)
    for place in range(number):
        make_article(body=article.body, source=make_source(f"s{place}"))

    with django_assert_max_num_queries(8):
        read(client, article, q="خبر")


# ---------- as it was received ----------


@pytest.fixture
def received(settings, tmp_path):
    """An article whose original is kept: `received("نص".encode(), encoding="utf-8")`."""
    settings.ORIGINALS = tmp_path

    def received(data: bytes, encoding: str = "utf-8", **fields) -> Article:
        article = make_article(**fields)
        original = Original(
            article=article,
            sha256="ab" * 32,
            media_type="text/plain",
            encoding=encoding,
            byte_count=len(data),
            received_from="/home/somebody/file.txt",
        )
        original.path.parent.mkdir(parents=True)
        original.path.write_bytes(data)
        original.save()
        return article

    return received


def test_received_bytes_are_shown_as_they_were_decoded(client, received):
    page = text(read(client, received("كما جاء <b>".encode("windows-1256"), "windows-1256"), text="received"))

    assert "كما جاء &lt;b&gt;" in page
    assert "windows-1256" in page


def test_of_several_originals_the_latest_is_shown_and_a_bound_is_said(client, received, monkeypatch):
    monkeypatch.setattr(describing, "ORIGINALS", 1)
    article = received("النص الأول".encode())
    later = Original(article=article, sha256="cd" * 32, media_type="text/plain", byte_count=100)
    later.path.parent.mkdir(parents=True)
    later.path.write_text("النص المصحح")
    later.save()

    page = text(read(client, article, text="received"))

    assert "النص المصحح" in page
    assert "النص الأول" not in page
    assert "المحفوظ أكثر مما يظهر هنا" in page


def test_folders_of_whoever_brought_it_in_are_not_told(client, received):
    page = text(read(client, received(b"text")))

    assert "file.txt" in page
    assert "somebody" not in page


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(b"\xff\xfe\xfd", "utf-8", id="bytes that do not fit the encoding"),
        pytest.param(b"text", "no-such-encoding", id="an unknown encoding"),
    ],
)
def test_what_cannot_be_decoded_is_said_to_be_so(client, received, data, encoding):
    assert "لا يمكن عرض ما ورد" in text(read(client, received(data, encoding), text="received"))


def test_lost_file_is_no_error(client, received):
    article = received(b"text")
    article.originals.get().path.unlink()

    assert "لا يمكن عرض ما ورد" in text(read(client, article, text="received"))


def test_received_text_is_closed_where_the_text_is(client, received):
    article = received("سر محفوظ".encode(), access=5)

    assert "سر محفوظ" not in text(read(client, article, text="received"))


# ---------- who may read ----------


@pytest.mark.parametrize(
    ("access", "reader", "whole"),
    [
        pytest.param(1, "anonymous", True, id="open to everybody"),
        pytest.param(2, "anonymous", False, id="registered: not without signing in"),
        pytest.param(2, "reader", True, id="registered: after signing in"),
        pytest.param(3, "reader", False, id="reading room: not from outside"),
        pytest.param(4, "reader", False, id="snippets for everybody"),
        pytest.param(5, "reader", False, id="facts for everybody"),
        pytest.param(5, "curator", True, id="everything for curators"),
    ],
)
def test_text_is_shown_to_those_who_may_read_it(client, access, reader, whole):
    article = make_article("العنوان", "أوله. " + "حشو " * 100 + "نهايته", access=access)
    if reader != "anonymous":
        client.force_login(make_reader() if reader == "reader" else make_curator())

    page = text(read(client, article))

    assert "العنوان" in page
    assert ("نهايته" in page) is whole


def test_reading_room_reads_what_is_open_there(client, settings):
    settings.ON_SITE_NETWORKS = ["127.0.0.0/8"]

    assert "النص الكامل" in text(read(client, make_article(body="النص الكامل", access=3)))


def test_subtitle_is_part_of_the_closed_text(client):
    assert "عنوان فرعي" not in text(read(client, make_article(subtitle="عنوان فرعي", access=5)))


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"status": "draft"}, id="a draft"),
        pytest.param({"status": "review"}, id="in review"),
        pytest.param({"status": "withheld"}, id="withheld"),
        pytest.param({"embargo_until": datetime.date(2999, 1, 1)}, id="under embargo"),
    ],
)
def test_hidden_article_is_not_there_for_readers_and_has_a_banner_for_curators(client, fields):
    article = make_article("خبر مخفي", **fields)

    hidden = read(client, article)
    client.force_login(make_curator())
    seen = read(client, article)

    assert hidden.status_code == 404
    assert "خبر مخفي" not in text(hidden)
    assert seen.status_code == 200
    assert 'class="banner"' in text(seen)


def test_withdrawn_article_leaves_a_tombstone_with_its_citation(client):
    article = make_article("خبر مسحوب", "نصه")
    Article.objects.update(status="withdrawn", status_reason="court_order", status_note="سر")

    response = read(client, article)

    assert response.status_code == 410
    for told in ("خبر مسحوب", article.identifier, "23 آذار/مارس 2019", "أمر قضائي"):
        assert told in text(response)
    assert "نصه" not in text(response)
    assert "سر<" not in text(response)


def test_what_was_never_published_leaves_no_tombstone(client):
    article = make_article("مسوّدة", status="draft")
    Article.objects.update(status="withdrawn")

    response = read(client, article)

    assert response.status_code == 404
    assert "مسوّدة" not in text(response)


@pytest.mark.parametrize("status", ["published", "draft", "withdrawn"])
def test_curators_find_the_way_to_the_newsroom(client, status):
    article = make_article(status=status)
    way = f'href="/admin/archive/article/{article.pk}/change/"'

    for_readers = text(read(client, article))
    client.force_login(make_curator())

    assert way not in for_readers
    assert way in text(read(client, article))


def test_merged_article_leads_to_the_other_with_the_words(client):
    winner = make_article()
    middle = make_article(status="withdrawn", merged_into=winner)
    loser = make_article(status="withdrawn", merged_into=middle)

    response = read(client, loser, q="كتاب")

    assert response.status_code == 301
    assert response.url == f"/a/{winner.identifier}/?q={quote('كتاب')}"


# ---------- identifiers ----------


def test_mistyped_identifier_is_told_from_an_unknown_one(client):
    right = identifiers.make()
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")

    assert "خطأ كتابة" in text(client.get(f"/a/{wrong}/"))
    assert "لا صفحة هنا" in text(client.get(f"/a/{right}/"))


@pytest.mark.parametrize("path", ["/a/%00/", "/a/%ff/", "/a/<script>/", "/a/" + "x" * 3000 + "/"])
def test_hostile_identifier_is_a_normal_404(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "<script>/" not in text(response)


def test_identifier_in_capitals_is_understood(client):
    article = make_article(identifier="0b" + "c" * 8 + identifiers.check_character("0b" + "c" * 8))

    response = client.get(f"/a/{article.identifier.upper()}/")

    assert (response.status_code, response.url) == (301, f"/a/{article.identifier}/")
