"""Rules learnt from a corpus: what repeats across the pages of one site and is no article."""
