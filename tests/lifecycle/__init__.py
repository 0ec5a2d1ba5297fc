"""The engine and the lifecycle's tables, on the real database."""
