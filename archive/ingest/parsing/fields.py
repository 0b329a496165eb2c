"""The names that fields go by, in English and Arabic: the one table for JSON, CSV and TSV.

Names are compared without case, Arabic article, hamza and separators: `Published At`, `published_at` and
`publishedAt` are one.
"""

from __future__ import annotations

import re
from functools import lru_cache

NAMES = {
    "given_id": "id _id identifier article_id uid uuid guid key source_key doc_id docno معرف معرف_المقال رقم_المقال",
    "title": "title headline head heading hed article_title عنوان عنوان_المقال عنوان_الخبر عنوان_رئيسي",
    "subtitle": "subtitle sub_title subheadline sub_headline subheading deck عنوان_فرعي عنوان_ثانوي",
    "lead": "lead lede summary standfirst abstract description excerpt dek teaser intro ملخص مقدمة موجز",
    "body": "body text content article article_text article_body full_text fulltext body_text content_text "
    "main_text maintext cleaned_text story body_html content_html نص نص_المقال نص_الخبر متن محتوى",
    "published": "date published published_at published_on published_date publish_date publishing_date "
    "publication_date date_published date_publish pubdate pub_date issued تاريخ تاريخ_النشر",
    "updated": "updated updated_at updated_on update_date modified modified_at date_modified last_modified "
    "last_updated تاريخ_التحديث تاريخ_التعديل",
    "captured": "captured captured_at crawled crawled_at scraped_at fetched_at retrieved retrieved_at date_download "
    "download_date تاريخ_الحفظ تاريخ_الجمع",
    "source": "source publisher newspaper outlet source_name site_name source_domain مصدر صحيفة ناشر جريدة وكالة",
    "url": "url link href permalink uri source_url article_url canonical_link رابط رابط_المقال",
    "authors": "author authors byline by_line creator writer كاتب كتاب مؤلف محرر بقلم",
    "section": "section sections قسم باب",
    "topics": "category categories topic topics subject subjects tag tags تصنيف فئة موضوع مواضيع وسوم",
    "places": "place places dateline location city مكان مدينة",
    "language": "language lang لغة",
    "genre": "genre article_type type kind نوع",
    "page": "page page_number صفحة رقم_الصفحة",
    "issue": "issue issue_number عدد رقم_العدد",
    "text_origin": "text_origin",
}
# `keywords` are left out: on real pages they are stems and spam, not subject headings.
MANY = {"authors", "topics", "places"}

HAMZA = str.maketrans("أإآٱةى", "ااااهي")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SEPARATORS = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """A field name in the form in which it is looked up."""
    words = SEPARATORS.split(CAMEL.sub("_", name.strip()).casefold().translate(HAMZA))
    return "_".join(word.removeprefix("ال") for word in words if word)


KNOWN = {fold(name): field for field, names in NAMES.items() for name in names.split()}


@lru_cache(maxsize=1_000)
def field_of(name: str) -> str | None:
    """The field that a column or key called `name` holds; None for one that we do not know."""
    return KNOWN.get(fold(name))
