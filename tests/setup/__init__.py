"""Tests of the commands in bin/ on machines where something is missing."""
