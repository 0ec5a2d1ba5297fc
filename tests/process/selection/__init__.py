"""The draw and the receipts, against the published vectors."""
