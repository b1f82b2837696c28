"""Data from outside, brought in as commands: every row is judged as any other command is.

One module per kind of source (``cerf``), and what they share: rows of a file (``rows``), amounts as
other people write them (``amounts``), what is remarked about a row (``remarks``).
"""
