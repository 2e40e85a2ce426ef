"""Where Piccolo finds the database and the tables."""

from piccolo.conf.apps import AppRegistry

from backend.kernel.db import DB

__all__ = ["APP_REGISTRY", "DB"]

APP_REGISTRY = AppRegistry(apps=["backend.piccolo_app"])
