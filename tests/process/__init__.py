"""The law of buying: pure tests, in milliseconds."""
