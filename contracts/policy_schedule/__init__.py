"""An insurance policy's schedule (保险单), in Chinese and English."""
