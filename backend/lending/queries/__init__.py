"""Every statement that lending sends."""
