"""Tests of the drafting room."""
