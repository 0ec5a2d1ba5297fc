"""Open data: OCDS releases and records of every public purchase, and the disclosure of contracts as CSV."""
