"""The form that asks CNIPA to change a registered pledge."""
