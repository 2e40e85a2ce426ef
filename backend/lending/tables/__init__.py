"""Tables of lending: products and applications."""

from backend.lending.tables.products import (
    Capacity,
    Product,
    ProductSimulation,
    ProductVersion,
)

__all__ = ["Capacity", "Product", "ProductSimulation", "ProductVersion"]
