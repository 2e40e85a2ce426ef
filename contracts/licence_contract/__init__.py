"""The licence contract, in Chinese and English."""
