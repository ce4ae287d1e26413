"""Words too common to be looked for, as the analysers see them: lower case, without accents.

French and English articles, pronouns, prepositions, conjunctions, and the forms of the two auxiliaries. « été » is left
out on purpose: it is also a season.
"""

_FRENCH = """
    a ai aie aient aies ait alors apres as au aucun aucune aura aurai auraient aurais aurait auras aurez auriez aurions
    aurons auront aussi autre autres aux avaient avais avait avant avec avez aviez avions avoir avons ayant c car ce
    ceci cela celle celles celui ces cet cette ceux chaque chez comme comment d dans de des donc dont du elle elles en
    entre es est et etaient etais etait etant etes etiez etions etre eu eux fut furent il ils j je jusqu jusque l la le
    les leur leurs lorsque lui m ma mais me meme memes mes moi mon n ne ni nos notre nous on ont ou par parce pas
    pendant peu peut plus pour pourquoi pres puis puisque qu quand que quel quelle quelles quels qui quoi s sa sans se
    sera serai seraient serais serait seras serez seriez serions serons seront ses si soi soient sois soit sommes son
    sont sous soyez soyons suis sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre vous y
"""
_ENGLISH = """
    a about after all also am an and any are as at be because been before being between both but by can could did do
    does doing during each for from had has have having he her here hers him his how i if in into is it its me more
    most my no nor not of on once only or other our ours out over own s same she should so some such t than that the
    their theirs them then there these they this those through to too under until up very was we were what when where
    which while who whom why will with would you your yours
"""

FRENCH = frozenset(_FRENCH.split())
ENGLISH = frozenset(_ENGLISH.split())
