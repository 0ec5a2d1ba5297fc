"""Questions and answers on an opportunity."""
