"""The version of the analysis: a name that changes with everything that may change a lexeme."""

import hashlib
import importlib.metadata

from arabic import lexicon, model, proper_names, stopwords

# Count up when the code changes what it gives for some word.
CODE = 5


def _version() -> str:
    data = [file.read_bytes() for file in (model.FILE, stopwords.FILE, proper_names.FILE, lexicon.FAMILIES)]
    data += map(lexicon.data, lexicon.FILES)
    data.append(importlib.metadata.version("snowballstemmer").encode())
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in data))
    return f"{CODE}-{digest.hexdigest()[:12]}"


VERSION = _version()
