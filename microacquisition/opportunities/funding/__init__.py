"""The funding form, section 32, the fund reservation."""
