"""Dates as the house says them, wherever a template shows one without a word."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y \\a\\t G:i"
TIME_FORMAT = "G:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
