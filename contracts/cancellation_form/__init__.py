"""The form that asks CNIPA to cancel a registered pledge."""
