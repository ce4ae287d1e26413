"""How files are shared out, judged and decided on, without Django: counts that can be done again by hand.

In the order of the story: `roundrobin` (which reader reads which file) · `tallies` (what marks and opinions say, and
where they disagree) · `quorum` (whether a sitting may settle a file) · `departures` (where a decision leaves what the
colleges said) · `digests` (the fingerprint under which a decision is kept). None judges in anybody's place: they count,
and tell what deserves a word. What is told is a code and its values; the sentences live on the Django side.
"""
