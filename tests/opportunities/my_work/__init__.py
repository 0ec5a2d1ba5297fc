"""Tests of the supplier’s pages."""
