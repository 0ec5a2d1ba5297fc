"""Commands of bin/manage."""
