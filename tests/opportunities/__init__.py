"""The office, stage by stage, on the real database."""
