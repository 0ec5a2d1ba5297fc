"""Money, clock, bilingual texts and words; imports nothing of ours."""
