"""The supplier’s page of an awarded purchase: one sentence, one action, what happens next."""
