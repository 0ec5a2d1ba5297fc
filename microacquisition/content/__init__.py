"""Guide, questions, terms, privacy: dated versions in both languages."""
