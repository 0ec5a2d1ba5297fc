"""Deliverables: delivered, judged against the criteria, accepted."""
