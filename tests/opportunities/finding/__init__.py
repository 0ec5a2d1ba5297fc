"""Tests of finding an opportunity."""
