"""Wires Django together: settings, addresses, integrations."""
