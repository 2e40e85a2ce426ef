"""Reading what people bring in: recognised by content, streamed, with an answer per row. Pure."""
