"""What a run of text is: its script, code or foreign prose, marks, spaces, dates, names. Nothing here knows pages."""
