"""Tests of close-out."""
