"""What the year of support computes, without Django: the questions of the diagnosis, two voices compared, mails
measured.
"""
