"""Tests of the payment stage."""
