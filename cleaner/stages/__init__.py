"""The stages of cleaning, one module each; no stage imports another."""
