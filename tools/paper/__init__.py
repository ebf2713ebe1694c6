"""Sample plans on paper: one source gives the print, the scans and the gold records.

``source`` reads a ``plan.toml``, ``gold`` says what a perfect reading of it is, ``fonts``, ``table`` and
``printing`` draw it as an office would, ``seal`` stamps and signs it, ``scanner`` does to the sheet what a
scanner or a phone does, ``binding`` makes files of the sheets.
"""
