"""The Arabic language: what in a text is a word, and under which lexemes a word is filed and looked for.

`analyse()` is the door, one for index, query, highlighting and everything else that compares words, so that they never
disagree. The chain, a module a step: `letters`, `words`, `glue`, then `proper_names`, or `choosing` over the `lexicon`,
or `unknown`, or `foreign`; `analysing` runs it. What a word is filed under depends on
its letters, on the word before it (`context`), and on data that `VERSION` names.

The first character of a lexeme tells its kind, so that no two kinds can meet:

    =باغوز   exact: the word as printed, in unified letters
    +kitAb   the vowelled lemma of a word that the lexicon knows, in Buckwalter's letters
    ~باغوز   the folded key of a word that it does not know
    %govern  the English stem, or a word in another script
    #2019    a number
"""

from arabic.analysing import Token, analyse, filed, lexemes
from arabic.cores import candidates
from arabic.glue import split
from arabic.version import VERSION

__all__ = ["VERSION", "Token", "analyse", "candidates", "filed", "lexemes", "split"]
