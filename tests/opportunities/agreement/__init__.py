"""Tests of the agreement stage."""
