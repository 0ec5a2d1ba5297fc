"""Invoices, section 34, payments."""
