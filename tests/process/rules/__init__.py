"""Tests of `microacquisition/process/rules`."""
