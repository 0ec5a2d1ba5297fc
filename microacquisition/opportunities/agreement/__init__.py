"""The one-page terms: signed, countersigned."""
