"""How many suggested terms are meant, and how many that are meant are suggested: in sentences that were labelled first.

The label is what a curator would describe an article of this sentence with, of the vocabulary below. The sentences
include what must go wrong: صور that are pictures, حماة that are protectors, سلام in a greeting, and adjectives.
"""

from archive.recognising import Recogniser

VOCABULARY = {
    "لبنان": ["الجمهورية اللبنانية"],
    "سوريا": ["سورية"],
    "السودان": [],
    "جنوب السودان": [],
    "القاهرة": [],
    "صور": [],
    "حماة": [],
    "الأردن": [],
    "الكويت": [],
    "نفط": ["النفط"],
    "انتخابات": ["الانتخابات", "الاقتراع"],
    "مياه": ["المياه"],
    "سلام": ["السلام"],
    "الأمم المتحدة": [],
    "تعليم": ["التعليم"],
}
LABELLED = [
    ("وصل الوفد إلى القاهرة قادما من لبنان", {"القاهرة", "لبنان"}),
    ("ارتفعت أسعار النفط في الكويت", {"نفط", "الكويت"}),
    ("وبالقاهرة افتُتح معرض للكتاب", {"القاهرة"}),
    ("دعت الأمم المتحدة إلى وقف القتال في جنوب السودان", {"الأمم المتحدة", "جنوب السودان"}),
    ("غادر المراقبون السودان بعد الاقتراع", {"السودان", "انتخابات"}),
    ("نشرت الصحيفة صور الحادث", set()),
    ("قصف الطيران أطراف صور ليلا", {"صور"}),
    ("وصفهم بأنهم حماة الديار", set()),
    ("عادت الحياة إلى أسواق حماة القديمة", {"حماة"}),
    ("بدأت محادثات السلام برعاية دولية", {"سلام"}),
    ("ردّ عليهم التحية وقال سلام عليكم", set()),
    ("تعاني القرى شح المياه منذ أعوام", {"مياه"}),
    ("اتفق الأردن وسورية على تقاسم مياه اليرموك", {"الأردن", "سوريا", "مياه"}),
    ("أقرت الحكومة اللبنانية موازنة جديدة", {"لبنان"}),
    ("تأجلت الانتخابات البلدية شهرا", {"انتخابات"}),
    ("للأمم المتحدة مكتب في دمشق", {"الأمم المتحدة"}),
    ("خطة لإصلاح التعليم في المدارس الرسمية", {"تعليم"}),
    ("أسعار نفطية متقلبة تقلق المنتجين", {"نفط"}),
    ("فاز المرشح في الدورة الانتخابية الثانية", {"انتخابات"}),
    ("قررت الجمهورية اللبنانية إقفال الحدود", {"لبنان"}),
    ("أصيب سوريان في حادث سير", {"سوريا"}),
    ("هطلت أمطار غزيرة على الساحل", set()),
    ("عاد الطلاب إلى مدارسهم بعد العطلة", {"تعليم"}),
    ("استقبلت الكويت ولبنان والأردن لاجئين", {"الكويت", "لبنان", "الأردن"}),
]


def measured() -> tuple[float, float]:
    """Precision and recall over all labels."""
    names = Recogniser((("term", number), name) for number, term in enumerate(VOCABULARY) for name in called(term))
    terms = list(VOCABULARY)
    right = given = wanted = 0
    for text, meant in LABELLED:
        suggested = {terms[mention.key[1]] for mention in names.mentions(text)}
        right, given, wanted = right + len(suggested & meant), given + len(suggested), wanted + len(meant)
    return right / given, right / wanted


def called(term: str) -> list[str]:
    return [term, *VOCABULARY[term]]


def test_names_that_mean_something_else_and_adjectives_are_what_goes_wrong():
    precision, recall = measured()

    assert precision >= 0.85
    assert recall >= 0.8
