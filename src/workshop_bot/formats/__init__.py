"""Programmes in other forms, one file each."""
