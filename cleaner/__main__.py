"""`python -m cleaner` is the command `cleaner`; `python -m cleaner clean` is `clean`."""

from cleaner.cli import cleaner

cleaner()
