"""The pack that asks CNIPA to register a pledge."""
