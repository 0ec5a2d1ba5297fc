"""Settings: base for all, run for a server, test for tests."""
