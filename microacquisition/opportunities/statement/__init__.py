"""The text of an opportunity: written, reviewed, approved."""
