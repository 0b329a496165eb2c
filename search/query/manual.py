"""The manual: what can be typed, by examples that a reader may follow and that the tests hold to what they claim."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Example:
    """Something to type, what it means, and a text that it finds and one that it does not."""

    typed: str
    says: str | Promise
    finds: str = ""
    misses: str = ""
    also: str = ""  # another way of typing the same


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str | Promise
    examples: tuple[Example, ...]


CHAPTERS = (
    Chapter(
        _("Words"),
        (
            Example(
                "انتخابات",
                _("Every form of the word, with the article, with و or ب before it; short vowels do not matter."),
                "وبالانتخاب",
                "نخبة",
            ),
            Example(
                "الرئيس التونسي",
                _("All of the words, anywhere in the article; the best matches come first."),
                "تونسيون والرؤساء",
                "رئيس مصر",
                "الرئيس AND التونسي",
            ),
            Example(
                "=الكتب",
                _("Exactly this spelling; only short vowels and stretched letters are passed over."),
                "الكُتُب",
                "كتب",
                '"الكتب"',
            ),
            Example("سور*", _("All words that begin so, two letters at least."), "سوريون", "أسوار"),
            Example(
                "atleast3:كتاب",
                _("The word, in any of its forms, so many times in the article."),
                "كتاب وكتابان والكتب",
                "كتاب وكتابان",
                "على_الأقل3:كتاب",
            ),
        ),
    ),
    Chapter(
        _("Several words together"),
        (
            Example(
                '"وزير الخارجية"',
                _("Exactly these words in this order; any kind of quotation marks will do."),
                "زار وزير الخارجية حلب",
                "لوزير الخارجية",
                "«وزير الخارجية»",
            ),
            Example(
                '~"وزير خارجية"',
                _("These words side by side, in any of their forms."),
                "اجتمع وزراء الخارجية",
                "الخارجية والوزير",
            ),
            Example(
                '"سوريا العراق"~5',
                _("In any form and order, so many words apart at most; 20 is the limit."),
                "العراق ثم عبر إلى سوريا",
                "العراق بلد كبير وله حدود طويلة مع سوريا",
            ),
        ),
    ),
    Chapter(
        _("Either, not, brackets"),
        (
            Example(
                "زلزال OR فيضان",
                _("One of the two, or both. OR binds looser than the space between words."),
                "فيضانات",
                "بركان",
                "زلزال أو فيضان",
            ),
            Example(
                "انتخابات -مصر",
                _("The first word, and nothing that holds the second."),
                "انتخابات تونس",
                "انتخابات مصر",
                "انتخابات NOT مصر",
            ),
            Example(
                "(زلزال | فيضان) -(تركيا اليونان)",
                _("Brackets hold together; here: not both of the countries."),
                "زلزال في تركيا",
                "زلزال بين تركيا واليونان",
            ),
        ),
    ),
    Chapter(
        _("Where in the article"),
        (
            Example("عنوان:انتخابات", _("In the title."), also="title:انتخابات"),
            Example(
                "مقدمة:(زلزال أو فيضان)",
                _("In the lead, the first sentences that stand apart."),
                also="lead:(زلزال OR فيضان)",
            ),
            Example('متن:"وزير الخارجية"', _("In the text after the lead."), also='body:"وزير الخارجية"'),
        ),
    ),
    Chapter(
        _("Facts about the article"),
        (
            Example(
                "مصدر:الحياة", _("From a source with this word in its name, a former one too."), also="source:الحياة"
            ),
            Example('كاتب:"محمد علي"', _("Signed by somebody with these words in the name."), also='author:"محمد علي"'),
            Example("مكان:دمشق", _("From a place or about it."), also="place:دمشق"),
            Example("موضوع:(اقتصاد أو تجارة)", _("Filed under one of these topics."), also="topic:(اقتصاد OR تجارة)"),
            Example(
                "نوع:رأي",
                _("Of this genre: news, report, analysis, opinion, interview and so on."),
                also="genre:opinion",
            ),
            Example("لغة:العربية", _("In this language, by its name or its code."), also="language:ar"),
        ),
    ),
    Chapter(
        _("Dates"),
        (
            Example(
                "2011..2014",
                _("From the first year to the last, both of them included; any digits will do."),
                also="٢٠١١..٢٠١٤",
            ),
            Example("2011-03..2011-08", _("Months, or days: 2011-03-15..2011-04-02. One end may be left open: 2011..")),
            Example("قبل:2014", _("Before this year, month or day."), also="before:2014"),
            Example("بعد:2011-03", _("After this year, month or day has ended."), also="after:2011-03"),
        ),
    ),
)
