"""Tests of how the whole is built."""
