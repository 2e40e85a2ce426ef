"""Zhirong 知融: the Litestar application, one package per part of the business, on a kernel."""
