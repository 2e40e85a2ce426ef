"""Zhirong 知融: the Litestar application, one package per part of the business, on a kernel."""

import os

os.environ.setdefault("PICCOLO_CONF", "backend.piccolo_conf")
