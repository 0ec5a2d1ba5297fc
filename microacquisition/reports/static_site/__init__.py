"""The whole public site as files for any web host: what `bin/manage export_site DIR` writes."""
