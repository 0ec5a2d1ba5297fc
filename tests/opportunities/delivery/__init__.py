"""Tests of the delivery stage."""
