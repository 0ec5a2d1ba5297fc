"""Tests of reports and of the commands beside them."""
