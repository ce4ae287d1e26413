"""Measurements, run by hand (`make bench-doors`), never by the tests: a duration depends on the machine."""
