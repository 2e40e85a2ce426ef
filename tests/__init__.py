"""Tests by behaviour, laid out by part of the business."""
