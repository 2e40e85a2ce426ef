"""Every statement that valuation sends."""
