"""Engines: ways to run the one `clean_batch` over many pages."""
