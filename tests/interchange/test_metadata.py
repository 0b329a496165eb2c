"""What machines read of an article's page; the fields that Zotero takes are kept here."""

import json
from urllib.parse import parse_qs

from interchange import metadata
from interchange.datatypes import Name
from tests.interchange.making import IN_RAJAB, make_reference


def test_zotero_reads_a_newspaper_article():
    """Type, title, date, publication, language and address, as its translator "Embedded Metadata" takes them."""
    tags = dict(metadata.tags(make_reference()))

    assert tags["eprints.type"] == "newsitem"
    assert tags["citation_title"] == "انتهاء المعركة"
    assert tags["citation_publication_date"] == "2019/03/23"
    assert tags["eprints.publication"] == tags["prism.publicationName"] == "صحيفة الورّاق"
    assert tags["citation_language"] == "ar"
    assert tags["citation_public_url"] == "https://fihrist.example/a/b3k9x0w2mtz/"


def test_no_tag_makes_zotero_think_of_a_journal():
    assert (
        not {"citation_journal_title", "citation_doi", "citation_isbn"} & dict(metadata.tags(make_reference())).keys()
    )


def test_every_author_has_a_tag_of_its_own():
    tags = metadata.tags(make_reference(authors=(Name("نوال"), Name("سامي"))))

    assert [content for name, content in tags if name == "citation_author"] == ["نوال", "سامي"]


def test_nothing_unknown_has_a_tag():
    assert all(content for _, content in metadata.tags(make_reference(date=None)))


def test_hijri_month_claims_no_gregorian_month():
    assert dict(metadata.tags(make_reference(date=IN_RAJAB)))["DC.date"] == "2019"


def test_structured_data_is_a_news_article():
    data = json.loads(metadata.json_ld(make_reference(), is_open=False))

    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "انتهاء المعركة"
    assert data["datePublished"] == "2019-03-23"
    assert data["isAccessibleForFree"] is False


def test_title_cannot_leave_its_script():
    written = metadata.json_ld(make_reference(title="</script><script>alert(1)</script><!--"), is_open=True)

    assert not {"<", ">", "&"} & set(written)
    assert json.loads(written)["headline"] == "</script><script>alert(1)</script><!--"


def test_coins_is_a_newspaper_article_of_its_source():
    fields = parse_qs(metadata.coins(make_reference(authors=(Name("نوال"),))))

    assert fields["rft.type"] == ["newspaperArticle"]
    assert fields["rft.title"] == ["انتهاء المعركة"]
    assert fields["rft.source"] == ["صحيفة الورّاق"]
    assert fields["rft.creator"] == ["نوال"]
