"""Tests of `microacquisition/process/programmes`."""
