"""Tests of the site's frame."""
