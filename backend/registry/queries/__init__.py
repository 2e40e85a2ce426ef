"""Every statement that the registry sends."""
