"""Tests of the file page and the queue."""
