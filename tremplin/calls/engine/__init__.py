"""The form of a call and what is typed in it, without Django: read, shown, checked, counted, frozen, compared.

In the order of the story: `reading` (a file becomes a form) · `writing` (and data again, with its fingerprint) ·
`answers` (kept as typed, read, checked) · `conditions` (which questions are shown, which track is chosen) ·
`progress` (done, to do, minutes) · `freezing` (the copy kept at submission) · `differences` (between two copies). A
person's errors are values, `faults.Fault`.
"""
