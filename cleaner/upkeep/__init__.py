"""Keeping the rules healthy: what they prove, where they act, which are too wide, too narrow or dead."""
