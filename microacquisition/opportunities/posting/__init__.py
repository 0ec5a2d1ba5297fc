"""Translation, posting, the public pages, amending, extending, closing."""
