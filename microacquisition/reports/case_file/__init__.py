"""The case file: everything about one opportunity, in open formats, as a BagIt bag."""
