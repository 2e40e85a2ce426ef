"""Tables of lending: products and applications."""

from backend.lending.tables.products import Capacity, Product, ProductVersion, ReferenceRate

__all__ = ["Capacity", "Product", "ProductVersion", "ReferenceRate"]
