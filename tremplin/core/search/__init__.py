"""The site's search: published words only.

`engine` and `marks` know words, `folder` keeps one index whole on the disk; none of them knows Django. `keeping` asks
the rooms what they publish.
"""
