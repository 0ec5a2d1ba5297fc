"""Commands of bin/manage, one a file."""
