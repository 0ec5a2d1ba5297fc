"""Measures what docs/benchmarks.md promises; bin/bench runs it, bin/test does not."""
