"""Money, dates, seals and words: pure tests, in milliseconds."""
