"""What stands where on a page, and what of it goes: rows, cues, the zone model, titles, bylines, spam, and what takes
a drop back. One module a sign or a decision; `judgement` asks them in order."""
