"""Whatever stands in an address, the answer is a page: no page of the site breaks on what it does not understand."""

import random

import pytest

from archive.models import Article
from search.index import indexing
from tests.makers import make_article
from tests.test_secrecy import walked

NAMES = (
    *("q", "page", "order", "month", "day", "first", "last", "year", "topic", "author", "source", "place"),
    *("sort", "after", "n", "form", "length", "named", "by", "from", "to", "text", "mark"),
)
VALUES = (
    *("%00", "%FF%FE", "a" * 2000, "-1", "0", "9" * 25, "1e9", "%D9%A3", "%C2%B2", "NaN", "'\"<>", "%E2%80%AE"),
    *("%0D%0A", "31", "0000", "9999-12-31", "%25%(x)s", "%5C", "*", "()", "%F0%9F%98%80", "_", "year:", "undated"),
)
PATHS = ("/browse/0000/", "/browse/9999/12/31/", "/browse/2019/13/", "/on-this-day/02/30/", "/sources/%00/", "/a/%00/")
PATHS += ("/a/%00.txt", "/a/%00/cite/ris/", "/search/export/%00/", "/search/facet/%00/", "/sitemap-%00.xml")
PATHS += (f"/topics/{'9' * 18}/", f"/people/{'9' * 30}/feed/", f"/sources/{'a' * 3000}/", "/%FF/", "/en/%00")


@pytest.mark.parametrize("seed", range(2))
def test_no_address_breaks_a_page(db, client, seed):
    article = make_article("مكتبة", "نص مكتبة.", topics=["ثقافة"], places=["حلب"], authors=["كاتبة"])
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
    chance = random.Random(seed)
    addresses = [one.split("?")[0] for some in walked([article.identifier]).values() for one in some]

    for path in [*dict.fromkeys(addresses), *PATHS] * 2:
        query = "&".join(f"{chance.choice(NAMES)}={chance.choice(VALUES)}" for _ in range(3))
        response = client.get(path, QUERY_STRING=query)
        b"".join(response.streaming_content if response.streaming else [response.content])
        assert response.status_code < 500, (path, query)
