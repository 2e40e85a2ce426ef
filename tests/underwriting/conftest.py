"""The platform with a broker's licence, for every test of the desk."""

from tests.insurance.conftest import SetMode, licensed, set_mode

__all__ = ["SetMode", "licensed", "set_mode"]
